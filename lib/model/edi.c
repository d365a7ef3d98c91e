#include "ou/model/edi.h"

OU_RECORD_TABLE(edi_finding, OU_EDI_FINDING_FIELDS, "what is wrong");
OU_RECORD_TABLE(finding, OU_FINDING_FIELDS, "what is wrong with a file");
OU_RECORD_TABLE(edi_envelope, OU_EDI_ENVELOPE_FIELDS,
    "the interchange that a message came in");
OU_RECORD_TABLE(edi_set, OU_EDI_SET_FIELDS, "the group it came in");
OU_RECORD_TABLE(edi_delimiters, OU_EDI_DELIMITERS_FIELDS,
    "what separates what");
OU_RECORD_TABLE(edi_exact, OU_EDI_EXACT_FIELDS,
    "bytes that the arrays do not show");
OU_RECORD_TABLE(edi_message_record, OU_EDI_MESSAGE_RECORD_FIELDS,
    "a message of EDI, without a loss");
OU_RECORD_TABLE(edi_interchange_record, OU_EDI_INTERCHANGE_RECORD_FIELDS,
    "the end of an interchange");
