# orderutils: one flat GNU makefile. `make help` lists what it does.
#
# Everything is found by wildcard: lib/LAYER/*.c (and lib/formats/FAMILY/*.c)
# become liborderutils.a, cmd/NAME.c becomes bin/NAME, tests/unit/NAME.c one
# test program each.  Builds of different kinds lie side by side in
# build/$(BUILD)/.  Nothing is probed while the file is read, so `make deps
# check` works in one go where no compiler is installed yet.

VERSION := 0.1.0

BUILD   ?= opt
OUT     ?= build/$(BUILD)
ifeq ($(origin CC),default)
CC      := gcc
endif
AR      ?= ar
PREFIX  ?= /usr/local
JOBS    ?= 2
V       ?= 0

bindir      = $(PREFIX)/bin
libdir      = $(PREFIX)/lib
includedir  = $(PREFIX)/include
mandir      = $(PREFIX)/share/man
docdir      = $(PREFIX)/share/doc/orderutils
bashcompdir = $(PREFIX)/share/bash-completion/completions
zshcompdir  = $(PREFIX)/share/zsh/site-functions
fishcompdir = $(PREFIX)/share/fish/vendor_completions.d

# What is where.
LIBSRC   := $(sort $(wildcard lib/*/*.c lib/formats/*/*.c lib/rules/*/*.c))
CMDSRC   := $(sort $(wildcard cmd/*.c))
HEADERS  := $(sort $(wildcard include/ou/*.h include/ou/*/*.h \
	include/ou/*/*/*.h))
UNITSRC  := $(sort $(wildcard tests/unit/*.c))
PROPSRC  := $(sort $(wildcard tests/prop/*.c))
FUZZSRC  := $(sort $(wildcard tests/fuzz/*.c))
TOOLSRC  := $(filter-out tests/tools/replay.c,\
	$(sort $(wildcard tests/tools/*.c)))
MANPAGES := $(sort $(wildcard man/*.[1-9]))
COMMANDS := $(CMDSRC:cmd/%.c=%)

LIB      := $(OUT)/liborderutils.a
GUIDES   := $(sort $(wildcard lib/formats/guides/*.guide))
LIBOBJ   := $(LIBSRC:%.c=$(OUT)/%.o) $(OUT)/lib/formats/guides.o
BINS     := $(CMDSRC:cmd/%.c=$(OUT)/bin/%)
UNITS    := $(UNITSRC:%.c=$(OUT)/%)
PROPS    := $(PROPSRC:%.c=$(OUT)/%)
REPLAYS  := $(FUZZSRC:%.c=$(OUT)/%)
TOOLS    := $(TOOLSRC:tests/tools/%.c=$(OUT)/tools/%)

# Flags.  The user's CFLAGS, CPPFLAGS and LDFLAGS come last and so win.
OU_WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wwrite-strings
OU_CPP  := -D_GNU_SOURCE -DOU_VERSION=\"$(VERSION)\" -Iinclude
OU_CODE := -std=gnu11 -g -fPIE -ffunction-sections -fdata-sections \
	-fno-common
OU_LINK := -pie -Wl,--gc-sections -Wl,-z,relro,-z,now -Wl,--as-needed
OU_LIBS := -lcsv -ljansson -lxml2 -lz -lseccomp -lsqlite3 -lmd

ifeq ($(BUILD),opt)
OU_CODE += -O2 -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
else ifeq ($(BUILD),asan)
OU_CODE += -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all -DOU_UNCONFINED
OU_LINK += -fsanitize=address,undefined
else ifeq ($(BUILD),cov)
OU_CODE += -O0 --coverage -DOU_UNCONFINED
OU_LINK += --coverage
else ifeq ($(BUILD),fuzz)
# Comparisons are not traced: that takes most of the time, and corpora and
# dictionaries know the words.
CC      := clang
OU_CODE += -O2 -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-sanitize-coverage=trace-cmp -DOU_UNCONFINED
OU_LINK += -fsanitize=fuzzer,address,undefined
else
$(error BUILD=$(BUILD): expected opt, asan, cov or fuzz)
endif

ifeq ($(V),0)
SAY = @printf '  %-5s %s\n'
RUN = @
else
SAY = @:
RUN =
endif

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:

.PHONY: all
all: $(LIB) $(BINS)

# What is built depends on the flags it was built with, and, when `deps` is
# asked for in the same run, on its being done first.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
FIRST := deps
endif

.PHONY: FORCE
FORCE:

# The flags live in a file that only changes when they do.  Headers of other
# projects are read as system headers: their warnings are not ours.
$(OUT)/flags: FORCE | $(FIRST)
	@mkdir -p $(@D)
	@{ echo "'-DOU_CC=\"$(CC)\"'"; \
	printf '%s\n' '$(OU_WARN)' '$(OU_CODE)' '$(OU_CPP)'; \
	pkg-config --cflags libxml-2.0 jansson zlib libseccomp libpq 2>/dev/null | \
	    sed 's/-I */-isystem /g' || :; \
	printf '%s\n' '$(CPPFLAGS) $(CFLAGS)'; } >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# A source that goes away must leave the archive.
$(OUT)/lib.list: FORCE
	@mkdir -p $(@D)
	@echo '$(LIBOBJ)' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# Estimates have the same last digit on every machine: a product and a sum are
# rounded apart, and a square root is the processor's.
$(OUT)/lib/rules/forecast/%.o: EXACT := -ffp-contract=off -fno-math-errno

$(OUT)/lib/%.o: lib/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(RUN)$(CC) @$(OUT)/flags $(EXACT) -MMD -MP -c -o $@ $<

# The guides of EDI messages are text, and part of the library.
$(OUT)/lib/formats/guides.c: $(GUIDES) lib/formats/guides.awk
	@mkdir -p $(@D)
	$(SAY) GEN lib/formats/guides/
	$(RUN)awk -f lib/formats/guides.awk $(GUIDES) >$@

$(OUT)/lib/formats/guides.o: $(OUT)/lib/formats/guides.c $(OUT)/flags
	$(SAY) CC $@
	$(RUN)$(CC) @$(OUT)/flags -Ilib/formats -MMD -MP -c -o $@ $<

$(OUT)/cmd/%.o: cmd/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(RUN)$(CC) @$(OUT)/flags -MMD -MP -c -o $@ $<

$(OUT)/tests/%.o: tests/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(RUN)$(CC) @$(OUT)/flags -Itests/unit -MMD -MP -c -o $@ $<

$(LIB): $(LIBOBJ) $(OUT)/lib.list
	@mkdir -p $(@D)
	$(SAY) AR $@
	$(RUN)rm -f $@ && $(AR) rcs $@ $(LIBOBJ)

LINK = $(CC) @$(OUT)/flags $(OU_LINK) $(LDFLAGS) -o $@ $(filter %.o,$^) \
	$(LIB) $(OU_LIBS) $(LDLIBS)

$(OUT)/bin/%: $(OUT)/cmd/%.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(RUN)$(LINK)

$(OUT)/tests/unit/%: $(OUT)/tests/unit/%.o $(LIB)
	$(SAY) LD $@
	$(RUN)$(LINK)

$(OUT)/tests/prop/%: $(OUT)/tests/prop/%.o $(LIB)
	$(SAY) LD $@
	$(RUN)$(LINK)

# A fuzz harness brings its own main under libFuzzer; elsewhere replay.c runs
# it over its corpus.
ifeq ($(BUILD),fuzz)
$(OUT)/tests/fuzz/%: $(OUT)/tests/fuzz/%.o $(LIB)
else
$(OUT)/tests/fuzz/%: $(OUT)/tests/fuzz/%.o $(OUT)/tests/tools/replay.o $(LIB)
endif
	$(SAY) LD $@
	$(RUN)$(LINK)

$(OUT)/tools/%: $(OUT)/tests/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(RUN)$(LINK)

-include $(wildcard $(OUT)/lib/*/*.d $(OUT)/lib/*/*/*.d $(OUT)/cmd/*.d \
	$(OUT)/tests/*/*.d)

# Tests.  Every suite is a script that ends with a line of counts; check.sh
# runs them all and ends with the sum.
SUITES  := runners unit prop replay golden golden-postgres locales contract \
	examples layers lint pages carts fault reserve spend slots limits \
	again exchange crash install corpus
TESTENV = OUT='$(OUT)' BUILD='$(BUILD)' CC='$(CC)' VERSION='$(VERSION)' \
	JOBS='$(JOBS)' CFLAGS='$(CFLAGS)' CPPFLAGS='$(CPPFLAGS)' \
	LDFLAGS='$(LDFLAGS)'

.PHONY: tests check
tests: $(OUT)/flags all $(UNITS) $(PROPS) $(REPLAYS) $(TOOLS)

check: tests
	@$(TESTENV) tests/tools/check.sh $(SUITES)

.PHONY: $(SUITES:%=check-%)
$(SUITES:%=check-%): tests
	@$(TESTENV) tests/tools/check.sh $(@:check-%=%)

.PHONY: accept
accept: all
	@$(TESTENV) tests/tools/golden.sh --accept $(CASE)

.PHONY: pages
pages: all $(TOOLS)
	@$(TESTENV) tests/tools/pages.sh --write

.PHONY: deps deps-postgres
deps:
	@tests/tools/deps.sh
deps-postgres:
	@DEPS=postgres tests/tools/deps.sh

# The fuzz harnesses under libFuzzer: FUZZ=NAME for one, RUNS and SECONDS
# bound each.
FUZZ    ?=
RUNS    ?= 100000
SECONDS ?= 60
.PHONY: fuzz fuzz-programs
fuzz-programs: $(OUT)/flags $(REPLAYS)
fuzz:
	@$(MAKE) --no-print-directory BUILD=fuzz OUT=build/fuzz fuzz-programs
	@FUZZ='$(FUZZ)' RUNS='$(RUNS)' SECONDS_MAX='$(SECONDS)' OUT=build/fuzz \
	    tests/tools/fuzz.sh

# Figures: ratios of CPU seconds on one core, side by side.
BENCH   ?=
.PHONY: bench
bench: all $(TOOLS)
	@$(TESTENV) tests/tools/bench.sh $(BENCH)

# Figures on a collection of real files, where there is one; NAME= for one.
.PHONY: corpus
corpus: tests
	@TABLES=1 $(TESTENV) tests/tools/corpus.sh $(NAME)

.PHONY: demo
demo: all
	@PATH="$(abspath $(OUT))/bin:$$PATH" examples/savonnerie/demo.sh \
	    $(OUT)/demo

.PHONY: lint
lint: tests
	@$(TESTENV) tests/tools/check.sh layers lint

.PHONY: sizes
sizes:
	@tests/tools/sizes.sh

# The golden cases under valgrind; slow.
.PHONY: check-valgrind
check-valgrind: all
	@$(TESTENV) tests/tools/check.sh valgrind

# The crash suite with a thousand kills, a hundred power cuts, and a kill at
# every call; half an hour.
.PHONY: torture
torture: tests
	@KILLS=1000 CUTS=100 SWEEP=1 $(TESTENV) tests/tools/check.sh crash

# A million random carts, computed a second time; a quarter of an hour.
CARTS ?= 1000000
.PHONY: carts
carts: all
	@CARTS='$(CARTS)' $(TESTENV) tests/tools/carts.sh

# Line coverage of the library by the whole suite.
.PHONY: coverage
coverage:
	@$(MAKE) --no-print-directory BUILD=cov OUT=build/cov tests
	@OUT=build/cov BUILD=cov CC='$(CC)' VERSION='$(VERSION)' \
	    JOBS='$(JOBS)' tests/tools/coverage.sh $(SUITES)

# Installing.  Completion comes from the commands' own --help.
COMPLETIONS := $(foreach c,$(COMMANDS),$(OUT)/completion/$(c).bash \
	$(OUT)/completion/$(c).zsh $(OUT)/completion/$(c).fish)

$(OUT)/completion/%.bash: $(OUT)/bin/% lib/cli/completion.sh
	@mkdir -p $(@D)
	@lib/cli/completion.sh bash $< >$@

$(OUT)/completion/%.zsh: $(OUT)/bin/% lib/cli/completion.sh
	@mkdir -p $(@D)
	@lib/cli/completion.sh zsh $< >$@

$(OUT)/completion/%.fish: $(OUT)/bin/% lib/cli/completion.sh
	@mkdir -p $(@D)
	@lib/cli/completion.sh fish $< >$@

$(OUT)/orderutils.pc: lib/orderutils.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(libdir))|' \
	    -e 's|@INCDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(includedir))|' \
	    $< >$@

EXAMPLES := $(shell find examples -type f 2>/dev/null | LC_ALL=C sort)
DOCS     := $(wildcard README.md NEWS.md LICENSE)

.PHONY: install uninstall
install: all $(COMPLETIONS) $(OUT)/orderutils.pc
	@set -e; d='$(DESTDIR)'; \
	put() { mkdir -p "$$d$${3%/*}"; install -m "$$1" "$$2" "$$d$$3"; }; \
	for c in $(COMMANDS); do \
	    put 755 "$(OUT)/bin/$$c" "$(bindir)/$$c"; \
	    put 644 "$(OUT)/completion/$$c.bash" "$(bashcompdir)/$$c"; \
	    put 644 "$(OUT)/completion/$$c.zsh" "$(zshcompdir)/_$$c"; \
	    put 644 "$(OUT)/completion/$$c.fish" "$(fishcompdir)/$$c.fish"; \
	done; \
	for f in $(HEADERS:include/%=%); do \
	    put 644 "include/$$f" "$(includedir)/$$f"; \
	done; \
	for f in $(MANPAGES); do \
	    put 644 "$$f" "$(mandir)/man$${f##*.}/$${f##*/}"; \
	done; \
	for f in $(EXAMPLES); do \
	    m=644; [ ! -x "$$f" ] || m=755; put $$m "$$f" "$(docdir)/$$f"; \
	done; \
	for f in $(DOCS); do put 644 "$$f" "$(docdir)/$$f"; done; \
	put 644 $(LIB) "$(libdir)/liborderutils.a"; \
	put 644 $(OUT)/orderutils.pc "$(libdir)/pkgconfig/orderutils.pc"

uninstall:
	@set -e; d='$(DESTDIR)'; \
	for c in $(COMMANDS); do \
	    rm -f "$$d$(bindir)/$$c" "$$d$(bashcompdir)/$$c" \
	        "$$d$(zshcompdir)/_$$c" "$$d$(fishcompdir)/$$c.fish"; \
	done; \
	for f in $(HEADERS:include/%=%); do rm -f "$$d$(includedir)/$$f"; done; \
	for f in $(MANPAGES); do \
	    rm -f "$$d$(mandir)/man$${f##*.}/$${f##*/}"; \
	done; \
	for f in $(EXAMPLES) $(DOCS); do rm -f "$$d$(docdir)/$$f"; done; \
	rm -f "$$d$(libdir)/liborderutils.a" \
	    "$$d$(libdir)/pkgconfig/orderutils.pc"; \
	for t in "$$d$(includedir)/ou" "$$d$(docdir)"; do \
	    [ ! -d "$$t" ] || find "$$t" -depth -type d -empty -delete; \
	done

.PHONY: clean
clean:
	rm -rf build

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

## make                build the library and the commands in build/$(BUILD)/
## make deps           install what is missing (Debian packages)
## make deps-postgres  also the server that the store is tested with
## make check          run all tests; check-SUITE runs one suite of
##                     runners unit prop replay golden golden-postgres
##                     locales contract examples layers lint pages fault
##                     carts reserve spend slots limits again exchange
##                     crash install corpus
## make accept         rewrite golden results; CASE=COMMAND/CASE for one
## make pages          rewrite what man pages print from tables in the code
## make demo           run the example shop and show the result
## make bench          measure against peers; BENCH=NAME for one
## make corpus         figures on a collection of real files; NAME= for one
## make fuzz           libFuzzer with ASan and UBSan; FUZZ=NAME RUNS=N SECONDS=N
## make lint           layers, man pages, scripts, house rules
## make sizes          files, functions and lines that have grown too long
## make carts          a million random carts against a second computation
## make torture        1000 kills and 100 power cuts under the stores
## make check-valgrind the golden cases under valgrind
## make coverage       line coverage of the library by the tests
## make install        also uninstall; PREFIX=/usr/local DESTDIR=
## make clean          remove build/
##
## BUILD=opt|asan|cov  what to build (asan: with ASan and UBSan)
## CC=gcc|clang  V=1  JOBS=2
