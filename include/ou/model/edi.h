#ifndef OU_MODEL_EDI_H
#define OU_MODEL_EDI_H

#include "ou/model/order.h"

/*
 * Messages of EDI as records, without a loss: what stands in the segments is
 * in arrays, what those cannot show (a wrong count, padding, an odd release
 * character) in bytes beside them.
 *
 * A segment is an array, the tag first.  An element is a string; an array of
 * strings when it has components; an array of such arrays when it repeats;
 * {"base64": "..."} when it is binary (BIN, BDS).
 */
#define OU_EDI_FINDING_COMMON(F, T) \
	F(T, CODE, code, "code", _, 0, 0, "from the catalogue of diagnostics") \
	F(T, CODE, severity, "severity", _, 0, 0, "note, warning or error") \
	F(T, CODE, level, "level", _, 0, 0, "interchange, group, message, segment or element") \
	F(T, INTEGER, segment, "segment", _, 0, 0, "from 1, in the file") \
	F(T, INTEGER, byte, "byte", _, 0, 0, "offset in the file") \
	F(T, INTEGER, position, "position", _, 0, 0, "of the segment in its message, ST or UNH being 1") \
	F(T, TEXT, tag, "tag", _, 0, 0, "of the segment") \
	F(T, INTEGER, element, "element", _, 0, 0, "from 1") \
	F(T, INTEGER, component, "component", _, 0, 0, "from 1") \
	F(T, INTEGER, repetition, "repetition", _, 0, 0, "from 1") \
	F(T, TEXT, data, "data", _, OU_FIELD_PERSONAL, 0, "the offending text") \
	F(T, TEXT, text, "text", _, OU_FIELD_PERSONAL, 0, "what is wrong")

#define OU_EDI_FINDING_FIELDS(F, T) OU_EDI_FINDING_COMMON(F, T)
OU_RECORD_STRUCT(edi_finding, OU_EDI_FINDING_FIELDS);

#define OU_FINDING_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Finding") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "finding/1") \
	F(T, TEXT, file, "file", _, 0, 0, "file as named, - = standard input") \
	F(T, TEXT, interchange, "interchange", _, 0, 0, "its control reference") \
	F(T, TEXT, group, "group", _, 0, 0, "its control reference") \
	F(T, TEXT, message, "message", _, 0, 0, "its control reference") \
	F(T, CODE, message_type, "messageType", _, 0, 0, "850, ORDERS ...") \
	OU_EDI_FINDING_COMMON(F, T)
OU_RECORD_STRUCT(finding, OU_FINDING_FIELDS);

#define OU_EDI_ENVELOPE_FIELDS(F, T) \
	F(T, INTEGER, number, "number", _, 0, 0, "from 1, in the file") \
	F(T, TEXT, reference, "reference", _, 0, 0, "ISA13, UNB 0020, as read") \
	F(T, TEXT, sender, "sender", _, 0, 0, "ISA06, UNB S002, as read") \
	F(T, TEXT, recipient, "recipient", _, 0, 0, "ISA08, UNB S003, as read") \
	F(T, FLAG, test, "test", _, 0, 0, "it is a test, as read") \
	F(T, CODE, charset, "charset", _, 0, 0, "of the header, if it is not ASCII") \
	F(T, TEXT, una, "una", _, 0, 0, "UNA, if there is one") \
	F(T, ANY, header, "header", _, 0, 0, "ISA or UNB: an array of its elements") \
	F(T, ANY, service, "service", _, 0, 0, "TA1, ISB, ISE behind it: an array of segments")
OU_RECORD_STRUCT(edi_envelope, OU_EDI_ENVELOPE_FIELDS);

#define OU_EDI_SET_FIELDS(F, T) \
	F(T, INTEGER, number, "number", _, 0, 0, "from 1, in the interchange") \
	F(T, CODE, charset, "charset", _, 0, 0, "of the header, if it is not ASCII") \
	F(T, ANY, header, "header", _, 0, 0, "GS or UNG: an array of its elements")
OU_RECORD_STRUCT(edi_set, OU_EDI_SET_FIELDS);

#define OU_EDI_DELIMITERS_FIELDS(F, T) \
	F(T, TEXT, element, "element", _, 0, 0, "between elements") \
	F(T, TEXT, component, "component", _, 0, 0, "between components") \
	F(T, TEXT, repetition, "repetition", _, 0, 0, "between repetitions") \
	F(T, TEXT, release, "release", _, 0, 0, "in front of a separator that is data") \
	F(T, TEXT, terminator, "terminator", _, 0, 0, "behind a segment") \
	F(T, TEXT, line_end, "lineEnd", _, 0, 0, "behind the terminator, if anything")
OU_RECORD_STRUCT(edi_delimiters, OU_EDI_DELIMITERS_FIELDS);

/* Bytes that the arrays do not show.  They count as long as the arrays are
 * what they were: ${of} is a digest of what would be written from those. */
#define OU_EDI_EXACT_FIELDS(F, T) \
	F(T, TEXT, of, "of", _, 0, 0, "digest of what the arrays would be written as") \
	F(T, TEXT, text, "text", _, OU_FIELD_PERSONAL, 0x7fffffff, "the bytes, if they are UTF-8") \
	F(T, TEXT, base64, "base64", _, OU_FIELD_PERSONAL, 0x7fffffff, "the bytes, if they are not")
OU_RECORD_STRUCT(edi_exact, OU_EDI_EXACT_FIELDS);

#define OU_EDI_MESSAGE_RECORD_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "EdiMessage") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "edi-message/1") \
	F(T, CODE, family, "family", _, OU_FIELD_REQUIRED, 0, "x12 or edifact") \
	F(T, TEXT, message_type, "messageType", _, 0, 0, "850, ORDERS ..., as read") \
	F(T, TEXT, version, "version", _, 0, 0, "004010VICS, D:96A:UN:EAN008 ..., as read") \
	F(T, TEXT, reference, "reference", _, 0, 0, "ST02, UNH 0062, as read") \
	F(T, OBJECT, interchange, "interchange", edi_envelope, 0, 0, "what it came in") \
	F(T, OBJECT, group, "group", edi_set, 0, 0, "GS or UNG that it came in") \
	F(T, OBJECT, delimiters, "delimiters", edi_delimiters, 0, 0, "what separates what") \
	F(T, CODE, charset, "charset", _, 0, 0, "of the message, if it is not ASCII") \
	F(T, ANY, segments, "segments", _, 0, 0, "an array of segments, see below") \
	F(T, ANY, levels, "levels", _, 0, 0, "HL or CPS levels, with --tree") \
	F(T, ANY, summary, "summary", _, 0, 0, "what stands behind the levels, with --tree") \
	F(T, FLAG, complete, "complete", _, 0, 0, "false: it has no trailer") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, LIST, findings, "findings", edi_finding, 0, 0, "what is wrong with it") \
	F(T, OBJECT, before, "before", edi_exact, 0, 0, "what stands in front of it") \
	F(T, OBJECT, exact, "exact", edi_exact, 0, 0, "its own bytes")
OU_RECORD_STRUCT(edi_message_record, OU_EDI_MESSAGE_RECORD_FIELDS);

/* The end of an interchange. */
#define OU_EDI_INTERCHANGE_RECORD_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "EdiInterchange") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "edi-interchange/1") \
	F(T, CODE, family, "family", _, OU_FIELD_REQUIRED, 0, "x12 or edifact") \
	F(T, OBJECT, interchange, "interchange", edi_envelope, 0, 0, "as in its messages") \
	F(T, OBJECT, delimiters, "delimiters", edi_delimiters, 0, 0, "what separates what") \
	F(T, INTEGER, groups, "groups", _, 0, 0, "how many were in it") \
	F(T, INTEGER, messages, "messages", _, 0, 0, "how many were in it") \
	F(T, TEXT, stated, "stated", _, 0, 0, "what IEA or UNZ says there are") \
	F(T, FLAG, complete, "complete", _, 0, 0, "false: it has no trailer") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it ends") \
	F(T, LIST, findings, "findings", edi_finding, 0, 0, "what is wrong around its messages") \
	F(T, OBJECT, exact, "exact", edi_exact, 0, 0, "bytes of its end")
OU_RECORD_STRUCT(edi_interchange_record, OU_EDI_INTERCHANGE_RECORD_FIELDS);

#endif
