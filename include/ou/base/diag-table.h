/* Rows of the catalogue; included by diag.h and diag.c only.  No guard: it is
 * meant to be included more than once.
 * OU_DIAG_ROW(id, printed name, severity, explanation) */

/* Usage, files and streams */
OU_DIAG_ROW(USAGE, "USAGE", OU_ERROR, "wrong option, argument or combination")
OU_DIAG_ROW(OPEN, "OPEN", OU_ERROR, "a file cannot be opened")
OU_DIAG_ROW(READ, "READ", OU_ERROR, "reading failed before the end of the input")
OU_DIAG_ROW(WRITE, "WRITE", OU_ERROR, "output could not be written, flushed, closed or renamed")
OU_DIAG_ROW(TRUNCATED, "TRUNCATED", OU_ERROR, "the input ends in the middle of something")
OU_DIAG_ROW(LIMIT, "LIMIT", OU_ERROR, "a limit was reached; an option raises it")
OU_DIAG_ROW(FORMAT, "FORMAT", OU_ERROR, "the input is not of the announced or of any known format")
OU_DIAG_ROW(STORE, "STORE", OU_ERROR, "the store is absent, damaged, of another version, or has refused")
OU_DIAG_ROW(BUSY, "BUSY", OU_ERROR, "somebody else holds the store; the same run may be tried again")
OU_DIAG_ROW(SEAL, "SEAL", OU_ERROR, "a sealed stream ended without its EndOfStream record, or went on behind it")
OU_DIAG_ROW(GZIP, "GZIP", OU_ERROR, "compressed input is damaged, cut off or followed by something else")
OU_DIAG_ROW(ENCODING, "ENCODING", OU_ERROR, "bytes that are not text in the declared character set")
OU_DIAG_ROW(CHARSET, "CHARSET", OU_WARNING, "the declared character set is not the one in use")

/* Records */
OU_DIAG_ROW(JSON, "JSON", OU_ERROR, "a line is not one JSON object as RFC 8259 has it")
OU_DIAG_ROW(DUPLICATE_KEY, "DUPLICATE-KEY", OU_ERROR, "an object has a member twice")
OU_DIAG_ROW(SCHEMA, "SCHEMA", OU_ERROR, "a record of another major version, or without type or schema")
OU_DIAG_ROW(VALUE, "VALUE", OU_ERROR, "a value is not of its field's kind or outside its limits")
OU_DIAG_ROW(REQUIRED, "REQUIRED", OU_ERROR, "a required value is absent")
OU_DIAG_ROW(AMBIGUOUS, "AMBIGUOUS", OU_ERROR, "a number or date can be read in two ways")
OU_DIAG_ROW(OVERFLOW, "OVERFLOW", OU_ERROR, "an amount or quantity is too large for exact arithmetic")
OU_DIAG_ROW(CSV, "CSV", OU_ERROR, "a line is not CSV, or has more or fewer cells than the header")

/* EDI envelope and syntax */
OU_DIAG_ROW(EDI_SYNTAX, "EDI-SYNTAX", OU_ERROR, "a segment that cannot be taken apart")
OU_DIAG_ROW(EDI_STRAY, "EDI-STRAY", OU_WARNING, "bytes or segments outside an envelope")
OU_DIAG_ROW(EDI_HEADER, "EDI-HEADER", OU_WARNING, "ISA or UNB is not of its fixed form")
OU_DIAG_ROW(EDI_TRAILER, "EDI-TRAILER", OU_WARNING, "a trailer (SE, GE, IEA, UNT, UNE, UNZ) is missing")
OU_DIAG_ROW(EDI_COUNT, "EDI-COUNT", OU_WARNING, "a trailer states another count than there is")
OU_DIAG_ROW(EDI_REFERENCE, "EDI-REFERENCE", OU_WARNING, "a trailer's control reference differs from its header's")
OU_DIAG_ROW(EDI_MIXED, "EDI-MIXED", OU_WARNING, "a group identifier or version that does not fit its messages")
OU_DIAG_ROW(EDI_TYPE, "EDI-TYPE", OU_WARNING, "a message type that this command does not read")
OU_DIAG_ROW(EDI_TOTAL, "EDI-TOTAL", OU_WARNING, "a control total differs from what the lines add up to")
OU_DIAG_ROW(EDI_UNMAPPED, "EDI-UNMAPPED", OU_NOTE, "a segment or qualifier kept in extra because nothing reads it")
OU_DIAG_ROW(EDI_CARRY, "EDI-CARRY", OU_ERROR, "a value that the message or character set to be written cannot carry")
OU_DIAG_ROW(EDI_MISSING, "EDI-MISSING", OU_WARNING, "a segment or element that the message must have is missing")
OU_DIAG_ROW(EDI_TEST, "EDI-TEST", OU_WARNING, "an interchange marked as a test")
OU_DIAG_ROW(EDI_DUPLICATE, "EDI-DUPLICATE", OU_WARNING, "a control reference that was there before")
OU_DIAG_ROW(EDI_EMPTY, "EDI-EMPTY", OU_WARNING, "a group or interchange with nothing in it")
OU_DIAG_ROW(EDI_SEGMENT, "EDI-SEGMENT", OU_WARNING, "a segment that is missing, or may not stand where it stands")
OU_DIAG_ROW(EDI_ELEMENT, "EDI-ELEMENT", OU_WARNING, "an element that is missing, too long, too short or not of its kind")
OU_DIAG_ROW(EDI_CHARACTER, "EDI-CHARACTER", OU_WARNING, "a character that the interchange's character set does not have")
OU_DIAG_ROW(EDI_SEPARATOR, "EDI-SEPARATOR", OU_ERROR, "a value holds a separator, which the format cannot carry in a value")

/* Documents and orders */
OU_DIAG_ROW(XML, "XML", OU_ERROR, "a document is not well-formed XML")
OU_DIAG_ROW(DOCTYPE, "DOCTYPE", OU_ERROR, "an XML document with a DOCTYPE")
OU_DIAG_ROW(NO_ORDER_NUMBER, "NO-ORDER-NUMBER", OU_ERROR, "an order without a number")
OU_DIAG_ROW(NO_LINES, "NO-LINES", OU_ERROR, "an order without a line that has item and quantity")
OU_DIAG_ROW(LINE, "LINE", OU_ERROR, "an order line that cannot be read")
OU_DIAG_ROW(UNIT, "UNIT", OU_WARNING, "a unit of measure that the unit table does not know")
OU_DIAG_ROW(DUPLICATE, "DUPLICATE", OU_WARNING, "the same row or order twice")
OU_DIAG_ROW(GROUPING, "GROUPING", OU_ERROR, "rows of one order that disagree, or stand apart")
OU_DIAG_ROW(FILTERED, "FILTERED", OU_NOTE, "a row that the map leaves out")
OU_DIAG_ROW(TOTAL, "TOTAL", OU_WARNING, "a line total, tax or total that differs from what it is made of")
OU_DIAG_ROW(DECIMALS, "DECIMALS", OU_WARNING, "an amount with more decimals than its currency has")
OU_DIAG_ROW(MAP, "MAP", OU_ERROR, "a map file that is wrong, or a column it names that is not there")

/* The book */
OU_DIAG_ROW(BOOK, "BOOK", OU_ERROR, "a wrong row or document in the book")
OU_DIAG_ROW(BOOK_KEY, "BOOK-KEY", OU_ERROR, "a duplicate key in the book")
OU_DIAG_ROW(BOOK_REFERENCE, "BOOK-REFERENCE", OU_ERROR, "a row that refers to nothing")
OU_DIAG_ROW(BOOK_OVERLAP, "BOOK-OVERLAP", OU_ERROR, "rows whose validity overlaps")

/* Holds: the codes that stand in an order's holds */
OU_DIAG_ROW(HOLD_FUNCTION, "FUNCTION", OU_WARNING, "a document function other than original")
OU_DIAG_ROW(HOLD_TIMEZONE, "TIMEZONE", OU_WARNING, "a time without an offset and no zone configured")
OU_DIAG_ROW(HOLD_PRICE, "PRICE", OU_WARNING, "no price, one that differs from the book's, or prices and allowances that cannot be")
OU_DIAG_ROW(HOLD_TAX, "TAX", OU_WARNING, "no tax rule for a line, or a rate that no tax of its category has")
OU_DIAG_ROW(HOLD_ITEM, "ITEM", OU_WARNING, "an item that the book does not know")
OU_DIAG_ROW(HOLD_CUSTOMER, "CUSTOMER", OU_WARNING, "a customer that the book does not know")
OU_DIAG_ROW(HOLD_UNIT, "UNIT-OF-MEASURE", OU_WARNING, "a unit that cannot be turned into the item's own")
OU_DIAG_ROW(HOLD_QUANTITY, "QUANTITY", OU_WARNING, "a quantity that cannot be fulfilled as it stands")
OU_DIAG_ROW(HOLD_TEST, "TEST", OU_WARNING, "an order from an interchange marked as a test")
OU_DIAG_ROW(HOLD_STATUS, "STATUS", OU_WARNING, "a status of the channel that does not allow fulfilment yet")
OU_DIAG_ROW(HOLD_CURRENCY, "CURRENCY", OU_WARNING, "no currency, or one that is not in ISO 4217")
OU_DIAG_ROW(HOLD_DELIVERY, "DELIVERY", OU_WARNING, "a place or way of delivery that cannot be met as it stands")
OU_DIAG_ROW(HOLD_CARRIER, "CARRIER", OU_WARNING, "no carrier, or a carrier or service that the book does not have")
OU_DIAG_ROW(HOLD_OVERTAKEN, "OVERTAKEN", OU_WARNING, "what was answered before to a version of an order that a newer one has replaced")

/* Stock */
OU_DIAG_ROW(STOCK, "STOCK", OU_ERROR, "a stock row or stock record that is wrong")
