#!/usr/bin/env python3
"""Random carts, and what they cost, computed a second time.

	carts.py make DIR N SEED	a book and N orders into DIR
	carts.py check DIR		compare DIR/priced.jsonl with a
					computation of its own

The second computation shares nothing with the first but the words of
orderutils-book(5): whole numbers and fractions of Python, every rule written
down as it is told there.  It ends with a line of counts.
"""

import csv
import datetime
import json
import os
import random
import sys

PLACES = {"EUR": 2, "JPY": 0, "TND": 3}
CLASSES = {"standard": "20", "reduced": "5.5", "least": "2.1"}
INF = 10**12


def whole(text, places=6):
    """Decimal text as a whole number of 10^-places."""
    text = str(text)
    sign = -1 if text.startswith("-") else 1
    head, _, tail = text.lstrip("-").partition(".")
    if len(tail) > places:
        if tail[places:].strip("0"):
            raise ValueError(text)
        tail = tail[:places]
    return sign * int((head + tail.ljust(places, "0")) or 0)


def rounded(num, den):
    """num / den, half away from zero."""
    sign = -1 if num < 0 else 1
    return sign * ((2 * abs(num) + den) // (2 * den))


def spread(total, weights):
    """Largest remainder, ties to the first."""
    if sum(weights) == 0:
        weights = [1] * len(weights)
    s = sum(weights)
    parts = [total * w // s for w in weights]
    order = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % s))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


# --- making -----------------------------------------------------------------

def table(path, header, rows):
    with open(path, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header.split(","))
        w.writerows(rows)


def price(r, currency):
    if currency == "JPY":
        return str(r.randint(1, 9000))
    if currency == "TND":
        return "%d.%03d" % (r.randint(0, 90), r.randint(0, 999))
    if r.random() < 0.2:
        return "%d.%04d" % (r.randint(0, 9), r.randint(1, 9999))
    return "%d.%02d" % (r.randint(0, 90), r.randint(0, 99))


def make_book(r, folder):
    cats = ["soap", "candle", "honey", "gift", ""]
    items, prices = [], []
    for i in range(60):
        sku = "I%02d" % i
        items.append([sku, "C62", r.choice(cats), r.choice(list(CLASSES))])
        for cur in PLACES:
            for gross in ("true", "false"):
                tiers = [0] + sorted(r.sample([2, 5, 10, 24, 100], r.randint(0, 3)))
                for t in tiers:
                    prices.append([sku, t or "", price(r, cur),
                                   r.choice(["", "", "", "100"]), cur, gross])
    table(folder + "/items.csv", "sku,unitCode,category,taxClass", items)
    table(folder + "/prices.csv",
          "sku,minQuantity,unitPrice,priceBaseQuantity,currency,pricesIncludeTax", prices)
    table(folder + "/tax.csv", "country,taxClass,category,percent",
          [["FR", c, "S", p] for c, p in CLASSES.items()])
    header = ("id,kind,code,sku,category,channel,segment,minQuantity,minAmount,value,"
              "percent,freeSku,freeQuantity,maxAmount,stackable,currency,validFrom,"
              "validThrough,days,timeFrom,timeTo,priority")
    rows, parts = [], []
    for i in range(40):
        p = dict.fromkeys(header.split(","), "")
        p["id"] = "P%02d" % r.randrange(10**6)
        kind = p["kind"] = r.choice(["percent", "percent", "amount", "unit", "buyGet",
                                     "bundle", "freeShipping"])
        p["code"] = r.choice(["", "", "TEN", "FIVE", "SHIP"])
        scope = r.random()
        if scope < 0.35:
            p["sku"] = "I%02d" % r.randrange(60)
        elif scope < 0.7:
            p["category"] = r.choice(cats[:4])
        p["channel"] = r.choice(["", "", "", "web", "edi"])
        p["segment"] = r.choice(["", "", "", "b2b", "b2c"])
        p["stackable"] = r.choice(["yes", "no", ""])
        p["priority"] = r.choice(["", 1, 2, 3, 5])
        if r.random() < 0.3:
            p["validFrom"], p["validThrough"] = sorted(
                "2026-%02d-%02d" % (r.randint(1, 12), r.randint(1, 28)) for _ in range(2))
            p[r.choice(["validFrom", "validThrough", "name"])] = ""
        if r.random() < 0.2:
            p["days"] = " ".join(sorted(r.sample("1234567", 3)))
        if r.random() < 0.2:
            p["timeFrom"], p["timeTo"] = r.choice([("08:00", "18:30"), ("22:00", "02:00"),
                                                    ("12:00", ""), ("", "12:00")])
        if kind in ("amount", "unit", "bundle") or r.random() < 0.3:
            p["currency"] = r.choice(["EUR", "EUR", "JPY", "TND"])
            if r.random() < 0.4:
                p["minAmount"] = r.choice(["5", "20", "50", "100"])
            if r.random() < 0.3:
                p["maxAmount"] = r.choice(["1", "3", "10"])
        if kind == "percent":
            p["percent"] = r.choice(["5", "10", "12.5", "33.333", "100"])
        elif kind in ("amount", "unit"):
            p["value"] = price(r, p["currency"])[:5].rstrip(".")
            if whole(p["value"]) == 0:
                p["value"] = "1"
            if p["currency"] == "EUR" and len(p["value"].partition(".")[2]) > 2:
                p["value"] = "2.50"
        elif kind == "buyGet":
            p["minQuantity"] = r.randint(1, 4)
            p["freeQuantity"] = r.choice(["", 1, 2])
            p["percent"] = r.choice(["", "50"])
            if r.random() < 0.3:
                p["freeSku"] = "I%02d" % r.randrange(60)
        elif kind == "bundle":
            p["sku"] = p["category"] = ""
            for sku in r.sample(range(60), 2):
                parts.append([p["id"], "I%02d" % sku, r.choice(["", 1, 2])])
            if r.random() < 0.5:
                p["percent"] = "20"
            else:
                p["value"] = "12"
        if kind != "buyGet" and r.random() < 0.2:
            p["minQuantity"] = r.randint(2, 20)
        rows.append([p[c] for c in header.split(",")])
    table(folder + "/promotions.csv", header, rows)
    table(folder + "/promotion-items.csv", "promotion,sku,quantity", parts)
    table(folder + "/surcharges.csv",
          "id,reasonCode,category,minAmount,belowAmount,value,percent,taxClass,currency,segment",
          [["SMALL", "", "", "", "30", "4.50", "", "", "EUR", "b2b"],
           ["PORT", "FC", "", "", "60", "5.90", "", "standard", "EUR", ""],
           ["PORTY", "FC", "", "", "", "500", "", "standard", "JPY", ""],
           ["ECO", "AEO", "candle", "", "", "0.12", "", "", "EUR", ""],
           ["ECOT", "AEO", "gift", "", "", "0.125", "", "", "TND", ""],
           ["CARD", "", "", "100", "", "", "1.25", "", "EUR", "b2c"]])


def make(folder, n, seed):
    r = random.Random(seed)
    os.makedirs(folder + "/book", exist_ok=True)
    make_book(r, folder + "/book")
    with open(folder + "/orders.jsonl", "w") as f:
        for k in range(n):
            cur = r.choice(["EUR"] * 6 + ["JPY", "TND"])
            o = {"type": "Order", "schema": "order/1", "id": "x:%d" % k,
                 "segment": r.choice(["b2b", "b2c"]), "channel": r.choice(["web", "edi"]),
                 "orderDate": "2026-%02d-%02dT%02d:%02d:00+01:00" % (
                     r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59)),
                 "currency": cur, "pricesIncludeTax": r.random() < 0.5,
                 "billingAddress": {"addressCountry": "FR"}, "orderedItem": []}
            for i in range(r.choice([1, 1, 2, 3, 4, 8])):
                q = r.choice([1, 1, 2, 3, 5, 12, 100, 0.5, 2.25]) * r.randint(1, 3)
                line = {"orderItemNumber": str(i + 1), "orderQuantity": q, "unitCode": "C62",
                        "product": {"sku": "I%02d" % r.randrange(60)}}
                if r.random() < 0.05:
                    line["orderQuantity"] = -1
                if r.random() < 0.1:
                    line["allowanceCharges"] = [{"charge": r.random() < 0.3,
                                                 "percent": r.choice(["5", "7.5"])}]
                o["orderedItem"].append(line)
            heads = []
            for _ in range(r.choice([0, 0, 0, 1, 2])):
                a = {"charge": r.random() < 0.5}
                if r.random() < 0.5:
                    a["percent"] = r.choice(["1", "2.5", "10"])
                else:
                    a["amount"] = {"EUR": "3.33", "JPY": "7", "TND": "1.001"}[cur]
                if r.random() < 0.3:
                    a["tax"] = {"category": "S", "percent": r.choice(["20", "5.5"])}
                if a["charge"] and r.random() < 0.5:
                    a["reasonCode"] = "DL"
                heads.append(a)
            if heads:
                o["allowanceCharges"] = heads
            codes = r.sample(["TEN", "FIVE", "SHIP", "NONE"], r.choice([0, 0, 1, 2]))
            if codes:
                o["discountCode"] = codes
            f.write(json.dumps(o, separators=(",", ":")) + "\n")


# --- checking ---------------------------------------------------------------

def rows(folder, name):
    with open("%s/book/%s.csv" % (folder, name), newline="") as f:
        return list(csv.DictReader(f))


class Book:
    def __init__(self, folder):
        self.items = {x["sku"]: x for x in rows(folder, "items")}
        self.prices = {}
        for x in rows(folder, "prices"):
            key = x["sku"], x["currency"], x["pricesIncludeTax"] == "true"
            self.prices.setdefault(key, []).append(
                (whole(x["minQuantity"] or 0), whole(x["unitPrice"]),
                 whole(x["priceBaseQuantity"] or 1)))
        for tiers in self.prices.values():
            tiers.sort(reverse=True)
        self.promotions = sorted(rows(folder, "promotions"), key=lambda p: (
            int(p["priority"] or INF), p["id"].encode()))
        for p in self.promotions:
            p["parts"] = {}
        by_id = {p["id"]: p for p in self.promotions}
        for x in rows(folder, "promotion-items"):
            by_id[x["promotion"]]["parts"][x["sku"]] = whole(x["quantity"] or 1)
        self.surcharges = sorted(rows(folder, "surcharges"), key=lambda s: s["id"])


def fits(x, o, date, clock):
    for column in ("channel", "segment", "currency"):
        if x.get(column) and x[column] != o[column]:
            return False
    start, stop = x.get("timeFrom") or "00:00", x.get("timeTo") or "24:00"
    day = datetime.date.fromisoformat(date)
    if start > stop and clock < stop:
        # a night is of the day on which it begins
        day -= datetime.timedelta(days=1)
    elif clock < start or (start <= stop and clock >= stop):
        return False
    return (str(day.isoweekday()) in (x.get("days") or "1 2 3 4 5 6 7").split() and
            (x.get("validFrom") or "") <= day.isoformat() <= (x.get("validThrough") or "9999"))


class Cart:
    """Amounts are whole numbers of the currency's smallest coin."""

    def __init__(self, book, o):
        self.book, self.o = book, o
        self.places = PLACES[o["currency"]]
        self.coin = 10**self.places
        self.gross = o.get("pricesIncludeTax", False)
        self.date, self.clock = o["orderDate"][:10], o["orderDate"][11:16]
        self.lines = o["orderedItem"]
        self.units = [max(0, whole(line["orderQuantity"])) for line in self.lines]
        self.skus = [line["product"]["sku"] for line in self.lines]
        self.totals, self.rest, self.made, self.head = [], [], [], []
        for line in self.lines:
            self.price_line(line)

    def money(self, text):
        return whole(text, self.places)

    def price_line(self, line):
        q = whole(line["orderQuantity"])
        tiers = self.book.prices[line["product"]["sku"], self.o["currency"], self.gross]
        _, price, base = next(t for t in tiers if t[0] <= abs(q))
        total = amount = rounded(q * price * self.coin, base * 10**6)
        for a in line.get("allowanceCharges", []):
            off = rounded(amount * whole(a["percent"]), 10**8)
            total += off if a["charge"] else -off
        self.totals.append(total)
        self.rest.append(max(0, total) if q > 0 else 0)
        self.made.append([])

    def promote(self):
        n = len(self.lines)
        self.used = [0] * n
        touched, closed = [False] * n, [False] * n
        self.free = None
        codes = self.o.get("discountCode", [])
        for p in self.book.promotions:
            if p["code"] and p["code"] not in codes:
                continue
            if not fits(p, self.o, self.date, self.clock):
                continue
            together = p["stackable"] == "yes"
            self.open = [self.rest[i] > 0 and (p["kind"] == "freeShipping" or (
                not closed[i] and (together or not touched[i]))) for i in range(n)]
            scope = [i for i in range(n) if self.open[i] and self.about(p, i)]
            if not scope:
                continue
            if p["minQuantity"] and sum(self.units[i] for i in scope) < whole(p["minQuantity"]):
                continue
            if p["minAmount"] and sum(self.rest[i] for i in scope) < self.money(p["minAmount"]):
                continue
            if p["kind"] == "freeShipping":
                self.free = self.free or p
                continue
            used = list(self.used)
            off = getattr(self, p["kind"])(p, scope)
            off = [min(off[i], self.rest[i]) for i in range(n)]
            if p["maxAmount"] and sum(off) > self.money(p["maxAmount"]):
                off = spread(self.money(p["maxAmount"]), off)
            if sum(off) == 0:
                self.used = used
                continue
            for i in range(n):
                if off[i] == 0 and i not in scope:
                    continue
                touched[i] = True
                closed[i] = closed[i] or not together
                if off[i]:
                    self.made[i].append((p["id"], False, off[i]))
                    self.rest[i] -= off[i]
                    self.totals[i] -= off[i]

    def about(self, p, i):
        if p["parts"]:
            return self.skus[i] in p["parts"]
        if p["sku"]:
            return p["sku"] == self.skus[i]
        return not p["category"] or p["category"] == self.book.items[self.skus[i]]["category"]

    def percent(self, p, scope):
        weights = [self.rest[i] if i in scope else 0 for i in range(len(self.lines))]
        return spread(rounded(sum(weights) * whole(p["percent"]), 10**8), weights)

    def amount(self, p, scope):
        weights = [self.rest[i] if i in scope else 0 for i in range(len(self.lines))]
        return spread(min(self.money(p["value"]), sum(weights)), weights)

    def unit(self, p, scope):
        return [rounded(self.money(p["value"]) * self.units[i], 10**6) if i in scope else 0
                for i in range(len(self.lines))]

    def left(self, i):
        return max(0, self.units[i] - self.used[i])

    def use(self, where, n):
        for i in where:
            k = min(n, self.left(i))
            self.used[i] += k
            n -= k

    def buyGet(self, p, scope):
        buy, gift = whole(p["minQuantity"]), whole(p["freeQuantity"] or 1)
        where = scope
        if p["freeSku"]:
            where = [i for i in range(len(self.lines))
                     if self.open[i] and self.skus[i] == p["freeSku"]]
        # No unit is bought and free: those of both are counted as they are
        # needed.
        both = sum(self.left(i) for i in scope if i in where)
        bought = sum(self.left(i) for i in scope) - both
        gifts = sum(self.left(i) for i in where)
        if both:
            sets = (bought + both) // (buy + gift)
        else:
            sets = bought // buy
        n = min(sets * gift, gifts)
        if n < sets * gift:
            sets = -(-n // gift)
        off = [0] * len(self.lines)
        from fractions import Fraction
        free = n
        for i in sorted((i for i in where if self.left(i) > 0),
                        key=lambda i: Fraction(self.rest[i], self.units[i])):
            k = min(free, self.left(i))
            free -= k
            off[i] = rounded(self.rest[i] * k * whole(p["percent"] or 100),
                             self.units[i] * 10**8)
        # what is free is no longer there to be bought
        for lines, units in ([(where, n), (scope, sets * buy)] if both else
                             [(scope, sets * buy), (where, n)]):
            self.use(lines, units)
        return off

    def bundle(self, p, scope):
        lines = {s: [i for i in scope if self.skus[i] == s] for s in p["parts"]}
        n = min(sum(self.left(i) for i in lines[s]) // q for s, q in p["parts"].items())
        cost = [0] * len(self.lines)
        if n == 0:
            return cost
        for s, q in p["parts"].items():
            want = n * q
            for i in lines[s]:
                k = min(want, self.left(i))
                want -= k
                if k:
                    cost[i] = rounded(self.rest[i] * k, self.units[i])
            self.use(lines[s], n * q)
        if p["percent"]:
            return spread(rounded(sum(cost) * whole(p["percent"]), 10**8), cost)
        return spread(max(0, sum(cost) - self.money(p["value"]) * n), cost)

    def charge(self):
        worth = sum(self.rest)
        head = self.o.get("allowanceCharges", [])
        # (rule, charge, amount or None, percent, tax rate or None, reason code)
        self.head = [(a.get("rule"), a["charge"], a.get("amount"), a.get("percent"),
                      a.get("tax", {}).get("percent"), a.get("reasonCode")) for a in head]
        for s in self.book.surcharges if any(self.units) else []:
            if not fits(s, self.o, self.date, self.clock):
                continue
            if (s["minAmount"] and worth < self.money(s["minAmount"])) or \
                    (s["belowAmount"] and worth >= self.money(s["belowAmount"])):
                continue
            if s["category"]:
                for i, units in enumerate(self.units):
                    if self.book.items[self.skus[i]]["category"] != s["category"]:
                        continue
                    more = rounded(self.money(s["value"]) * units, 10**6)
                    if more:
                        self.made[i].append((s["id"], True, more))
                        self.totals[i] += more
                continue
            more = rounded(worth * whole(s["percent"] or 0), 10**8) + self.money(s["value"] or 0)
            if more:
                rate = CLASSES[s["taxClass"]] if s["taxClass"] else None
                self.head.append((s["id"], True, more, None, rate, s["reasonCode"]))
        # What is given away is known by its amount, before percentages of the
        # head are computed anew.
        for x in list(self.head) if self.free else []:
            if x[1] and x[5] in ("FC", "DL", "SAA") and x[2] is not None:
                self.head.append((self.free["id"], False, x[2], None, x[4], "95"))

    def add_up(self):
        """EN 16931: groups, taxes, totals."""
        groups = {}
        for i, total in enumerate(self.totals):
            rate = whole(CLASSES[self.book.items[self.skus[i]]["taxClass"]])
            groups[rate] = groups.get(rate, 0) + total
        base = sum(self.totals)
        weights = [max(0, t) for t in self.totals]
        sums = {True: 0, False: 0}
        self.amounts = []
        for rule, charge, amount, percent, tax, _ in self.head:
            if percent is not None:
                v = rounded(base * whole(percent), 10**8)
            else:
                v = amount if isinstance(amount, int) else self.money(amount)
            self.amounts.append((rule, charge, v))
            shares = {}
            if tax is not None:
                shares[whole(tax)] = v
            else:
                sign = -1 if v < 0 else 1
                for i, part in enumerate(spread(abs(v), weights)):
                    rate = whole(CLASSES[self.book.items[self.skus[i]]["taxClass"]])
                    shares[rate] = shares.get(rate, 0) + sign * part
            for rate, part in shares.items():
                groups[rate] = groups.get(rate, 0) + (part if charge else -part)
                net = rounded(part * 10**8, 10**8 + rate) if self.gross else part
                sums[charge] += net
        taxes, rounding = [], 0
        for rate, total in groups.items():
            net = rounded(total * 10**8, 10**8 + rate) if self.gross else total
            tax = rounded(net * rate, 10**8)
            rounding += total - net - tax if self.gross else 0
            taxes.append((rate, net, tax))
        exclusive, tax = sum(t[1] for t in taxes), sum(t[2] for t in taxes)
        self.taxes = taxes
        self.sums = {
            "lineExtensionAmount": exclusive + sums[False] - sums[True],
            "allowanceTotalAmount": sums[False], "chargeTotalAmount": sums[True],
            "taxExclusiveAmount": exclusive, "taxAmount": tax,
            "taxInclusiveAmount": exclusive + tax, "payableRoundingAmount": rounding,
            "payableAmount": exclusive + tax + rounding}

    def compare(self, got):
        for i, line in enumerate(got["orderedItem"]):
            if self.money(line["lineTotal"]) != self.totals[i]:
                return "lineTotal %d" % i, self.totals[i], line["lineTotal"]
            made = [(a["rule"], a["charge"], self.money(a["amount"]))
                    for a in line.get("allowanceCharges", []) if "rule" in a]
            if made != self.made[i]:
                return "allowances of line %d" % i, self.made[i], made
        head = [(a.get("rule"), a["charge"], self.money(a["amount"]))
                for a in got.get("allowanceCharges", [])]
        if head != self.amounts:
            return "allowances", self.amounts, head
        taxes = [(whole(t["percent"]), self.money(t["taxableAmount"]),
                  self.money(t["taxAmount"])) for t in got["taxes"]]
        if taxes != self.taxes:
            return "taxes", self.taxes, taxes
        for name, v in self.sums.items():
            if self.money(got["totals"].get(name, 0)) != v:
                return name, v, got["totals"].get(name)
        return None


def check(folder):
    book = Book(folder)
    n = bad = made = lines = 0
    with open(folder + "/orders.jsonl") as a, open(folder + "/priced.jsonl") as b:
        for came in a:
            o, got = json.loads(came), json.loads(b.readline())
            cart = Cart(book, o)
            cart.promote()
            cart.charge()
            cart.add_up()
            n += 1
            lines += len(cart.lines)
            made += sum(map(len, cart.made)) + len(cart.head)
            wrong = cart.compare(got)
            if wrong:
                bad += 1
                if bad <= 5:
                    print("%s: %s: expected %s, got %s" % ((o["id"],) + wrong))
        if b.readline():
            bad += 1
    print("carts: %d, lines %d, allowances and charges %d; with another amount: %d" % (
        n, lines, made, bad))
    return 1 if bad or not n else 0


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif len(sys.argv) == 3 and sys.argv[1] == "check":
        sys.exit(check(sys.argv[2]))
    else:
        sys.exit(__doc__)
