#include "edi/tagged.h"
#include "lossless.h"

/*
 * What the elements of the commonly used segments are called in the typed
 * view: one after the other, a point for one without a name; the components
 * of EDIFACT with colons between.  Names that end with a plus sign repeat,
 * with numbers: "idQualifier id idQualifier2 id2".
 */
static const struct edi_tagged x12[] = {
	{ "AK1", "functionalGroup groupNumber version" },
	{ "AK2", "transactionSet controlNumber implementation" },
	{ "AK3", "segmentTag segmentPosition loop errorCode" },
	{ "AK4", "elementPosition dataElement errorCode badData" },
	{ "AK5", "verdict errorCode+" },
	{ "AK9", "verdict stated received accepted errorCode+" },
	{ "ACK", "lineStatus quantity unit dateQualifier date requestReference "
	    "idQualifier+ id+" },
	{ "ADX", "amount reason referenceQualifier reference" },
	{ "AMT", "qualifier amount creditDebit" },
	{ "AT7", "status reason appointmentStatus appointmentReason date time "
	    "timeZone" },
	{ "AT8", "weightQualifier weightUnit weight ladingQuantity "
	    "ladingQuantity2 volumeUnit volume" },
	{ "B1", "scac shipmentNumber date reservationAction" },
	{ "B10", "referenceNumber shipmentNumber scac" },
	{ "B2", "tariff scac location shipmentNumber weightUnit "
	    "paymentMethod" },
	{ "B2A", "purpose applicationType" },
	{ "B3", "shipmentQualifier invoiceNumber shipmentNumber paymentMethod "
	    "weightUnit date netAmount correction deliveryDate dateQualifier "
	    "scac" },
	{ "BAK", "purpose acknowledgmentType orderNumber orderDate "
	    "releaseNumber requestReference contractNumber sellerOrderNumber "
	    "acknowledgmentDate" },
	{ "BCA", "purpose acknowledgmentType orderNumber releaseNumber "
	    "changeSequence orderDate requestReference contractNumber "
	    "referenceNumber changeDate" },
	{ "BCD", "date noteNumber handling amount creditDebit invoiceDate "
	    "invoiceNumber vendorOrderNumber orderDate orderNumber purpose "
	    "transactionType" },
	{ "BCH", "purpose orderType orderNumber releaseNumber changeSequence "
	    "orderDate requestReference contractNumber referenceNumber "
	    "acknowledgmentDate changeDate" },
	{ "BCT", "catalogPurpose catalogNumber catalogVersion "
	    "catalogRevision" },
	{ "BEG", "purpose orderType orderNumber releaseNumber orderDate "
	    "contractNumber acknowledgmentType invoiceType" },
	{ "BFR", "purpose referenceNumber releaseNumber scheduleType "
	    "quantityQualifier scheduleQualifier horizonStart horizonEnd "
	    "generatedDate updatedDate contractNumber orderNumber" },
	{ "BGN", "purpose referenceNumber date time timeZone" },
	{ "BIA", "purpose reportType referenceNumber date time action" },
	{ "BIG", "invoiceDate invoiceNumber orderDate orderNumber "
	    "releaseNumber changeSequence transactionType purpose" },
	{ "BLI", "idQualifier id quantity unit price priceBasis" },
	{ "BPR", "handling amount creditDebit method format . . . . . . . . . "
	    ". date" },
	{ "BPT", "purpose referenceNumber date reportType" },
	{ "BSN", "purpose shipmentNumber date time structure" },
	{ "BSS", "purpose referenceNumber date scheduleType horizonStart "
	    "horizonEnd" },
	{ "CAD", "mode equipmentInitial equipmentNumber scac routing status "
	    "referenceQualifier reference" },
	{ "CDD", "reason creditDebit assigned amount creditDebit2 "
	    "creditQuantity unit unitPrice" },
	{ "CTP", "priceClass priceQualifier unitPrice quantity unit "
	    "multiplierQualifier multiplier amount" },
	{ "CTT", "lineCount hashTotal weight weightUnit volume volumeUnit" },
	{ "CUR", "role currency rate" },
	{ "DTM", "qualifier date time timeZone" },
	{ "FOB", "paymentMethod locationQualifier description termsQualifier "
	    "terms" },
	{ "FST", "quantity forecastQualifier timingQualifier date date2" },
	{ "G62", "dateQualifier date timeQualifier time timeZone" },
	{ "G69", "description" },
	{ "GE", "messageCount controlNumber" },
	{ "GS", "functionalGroup sender recipient date time controlNumber "
	    "agency version" },
	{ "HL", "id parent level hasChildren" },
	{ "IEA", "groupCount controlNumber" },
	{ "ISA", "authorizationQualifier authorization securityQualifier "
	    "security senderQualifier sender recipientQualifier recipient "
	    "date time repetitionSeparator version controlNumber "
	    "wantsAcknowledgment usage componentSeparator" },
	{ "ISS", "units unit weight weightUnit volume volumeUnit" },
	{ "IT1", "line quantity unit unitPrice priceBasis idQualifier+ id+" },
	{ "ITD", "termsType termsBasis discountPercent discountDate "
	    "discountDays netDate netDays discountAmount" },
	{ "L11", "reference qualifier description" },
	{ "L3", "weight weightQualifier rate rateQualifier charge advances "
	    "prepaid" },
	{ "LIN", "line idQualifier+ id+" },
	{ "LX", "number" },
	{ "MAN", "qualifier number number2 qualifier2 number3" },
	{ "MEA", "reference qualifier value unit" },
	{ "MS1", "city region country" },
	{ "MS2", "scac equipmentNumber" },
	{ "MSG", "text" },
	{ "N1", "role name idQualifier id" },
	{ "N2", "name name2" },
	{ "N3", "addressLine addressLine2" },
	{ "N4", "city region postalCode country" },
	{ "N9", "qualifier reference description date time" },
	{ "NTE", "qualifier text" },
	{ "OID", "reference orderNumber referenceNumber unit quantity "
	    "weightUnit weight volumeUnit volume" },
	{ "OTI", "verdict referenceQualifier reference sender recipient date "
	    "time groupNumber controlNumber transactionSet" },
	{ "PER", "function name channel+ address+" },
	{ "PID", "type characteristic agency code description" },
	{ "PO1", "line quantity unit unitPrice priceBasis idQualifier+ id+" },
	{ "PO4", "pack size unit packaging weightQualifier weight weightUnit "
	    "volume volumeUnit length width height dimensionUnit inner" },
	{ "POC", "line change quantity quantityLeft unit unitPrice priceBasis "
	    "idQualifier+ id+" },
	{ "PRF", "orderNumber releaseNumber changeSequence orderDate line "
	    "contractNumber" },
	{ "QTY", "qualifier quantity unit" },
	{ "RDR", "disposition requestReason responseReason description" },
	{ "REF", "qualifier reference description" },
	{ "RMR", "referenceQualifier reference action amountPaid "
	    "amountInvoiced discount" },
	{ "S5", "stop reason weight weightUnit units unit volume "
	    "volumeUnit" },
	{ "SAC", "indicator code agency agencyCode amount percentQualifier "
	    "percent rate unit quantity quantity2 handling reference option "
	    "description" },
	{ "SCH", "quantity unit role name dateQualifier date time" },
	{ "SDQ", "unit idQualifier location+ quantity+" },
	{ "SE", "segmentCount controlNumber" },
	{ "SLN", "line parent relationship quantity unit unitPrice priceBasis "
	    "relationship2 idQualifier+ id+" },
	{ "SN1", "line quantityShipped unit quantityToDate quantityOrdered "
	    "unitOrdered returnable status" },
	{ "ST", "transactionSet controlNumber implementation" },
	{ "TA1", "controlNumber date time verdict noteCode" },
	{ "TD1", "packaging ladingQuantity commodityQualifier commodity "
	    "description weightQualifier weight weightUnit volume "
	    "volumeUnit" },
	{ "TD3", "equipment equipmentInitial equipmentNumber weightQualifier "
	    "weight weightUnit ownership sealStatus sealNumber" },
	{ "TD5", "sequence idQualifier carrier mode routing status "
	    "locationQualifier location transitDirection transitTimeUnit "
	    "transitTime service" },
	{ "TDS", "total discountable discounted discount" },
	{ "TED", "errorCode text segmentTag segmentPosition elementPosition "
	    "dataElement badData" },
	{ "TRN", "traceType traceNumber originator" },
	{ "TXI", "taxType amount percent jurisdictionQualifier jurisdiction "
	    "exemption" },
	{ "UIT", "unit unitPrice priceBasis" },
	{ "W01", "quantity unit upc idQualifier id idQualifier2 id2 . . . . . "
	    "lot" },
	{ "W03", "units weight weightUnit volume volumeUnit" },
	{ "W04", "quantity unit upc idQualifier id idQualifier2 id2" },
	{ "W05", "status depositorOrderNumber purchaseOrderNumber "
	    "linkSequence masterReference" },
	{ "W06", "reportingCode depositorOrderNumber date shipmentNumber "
	    "agentShipmentNumber purchaseOrderNumber masterReference" },
	{ "W07", "quantity unit upc idQualifier id idQualifier2 id2 lot" },
	{ "W10", "unitLoadOption pallets exchange seal" },
	{ "W12", "status quantityOrdered quantityShipped difference unit upc "
	    "idQualifier id lot weight weightUnit . . . . . . . . reason" },
	{ "W13", "quantity unit condition" },
	{ "W14", "received shipped damaged" },
	{ "W17", "reportingCode date receiptNumber depositorOrderNumber "
	    "shipmentNumber" },
	{ "W20", "pack size unit weight weightQualifier weightUnit volume "
	    "volumeUnit" },
	{ "W27", "mode scac routing paymentMethod equipment "
	    "equipmentInitial" },
	{ "W66", "paymentMethod mode palletExchange . routing . . . . scac" },
	{ "W76", "units weight weightUnit volume volumeUnit" },
	{ "XQ", "handling startDate endDate" },
	{ "ZA", "activity quantity unit dateQualifier date" },
};

static const struct edi_tagged edifact[] = {
	{ "AJT", "reason lineNumber" },
	{ "ALC", "indicator number:description settlement sequence "
	    "service:codeList:agency:serviceText" },
	{ "BGM", "documentType:codeList:agency:documentName "
	    "documentNumber:version function response" },
	{ "CNI", "number documentNumber:documentStatus" },
	{ "CNT", "qualifier:value:unit" },
	{ "CPS", "id parent packagingLevel" },
	{ "CUX", "usage:currency:qualifier usage2:currency2:qualifier2 rate" },
	{ "DOC", "documentType:codeList:agency:documentName "
	    "documentNumber:status" },
	{ "DTM", "qualifier:date:format" },
	{ "ERC", "errorCode:codeList:agency" },
	{ "FII", "role account:holder bank:codeList:agency" },
	{ "FTX", "subject function textCode:codeList:agency "
	    "text:text2:text3:text4:text5 language" },
	{ "GID", "number packages:packageType" },
	{ "GIN", "qualifier from:to from2:to2 from3:to3" },
	{ "IMD", "format characteristic "
	    "description:codeList:agency:text:text2:language" },
	{ "LIN", "line action item:itemType:codeList:agency "
	    "subLine:parentLine" },
	{ "LOC", "qualifier location:codeList:agency:locationName" },
	{ "MEA", "purpose dimension:significance unit:value:minimum:maximum" },
	{ "MOA", "qualifier:amount:currency:currencyQualifier:status" },
	{ "NAD", "role party:codeList:agency "
	    "text:text2:text3:text4:text5 name:name2:name3:name4:name5 "
	    "street:street2:street3:street4 city region postalCode country" },
	{ "PAC", "packages level:packaging packageType:codeList:agency" },
	{ "PAI", "condition:guarantee:means" },
	{ "PAT", "termsType terms:codeList:agency:text "
	    "reference:relation:periodType:periods" },
	{ "PCD", "qualifier:percentage:basis" },
	{ "PCI", "marking marks:marks2:marks3" },
	{ "PIA", "function item:itemType:codeList:agency "
	    "item2:itemType2:codeList2:agency2 "
	    "item3:itemType3:codeList3:agency3" },
	{ "PRI", "qualifier:price:priceType:priceSpecification:priceBasis:"
	    "unit" },
	{ "QTY", "qualifier:quantity:unit" },
	{ "QVR", "difference:qualifier discrepancy "
	    "reason:codeList:agency:text" },
	{ "RFF", "qualifier:reference:line:version" },
	{ "SCC", "status instruction frequency:pattern:timing" },
	{ "STS", "category:codeList:agency event:codeList2:agency2:text "
	    "reason:codeList3:agency3:text2" },
	{ "TAX", "function taxType:codeList:agency:taxName "
	    "account:codeList2:agency2 basis "
	    "detail:codeList3:agency3:rate:rateBasis category" },
	{ "TDT", "stage journey mode:modeName means:meansName "
	    "carrier:codeList:agency:carrierName direction . "
	    "vehicle:codeList2:agency2:vehicleName" },
	{ "TOD", "function payment terms:codeList:agency:text:text2" },
	{ "UCD", "errorCode position:component:repetition" },
	{ "UCF", "groupNumber sender recipient action errorCode" },
	{ "UCI", "controlReference sender:senderQualifier "
	    "recipient:recipientQualifier action errorCode segmentTag "
	    "position:component" },
	{ "UCM", "messageReference type:version:release:agency:association "
	    "action errorCode segmentTag position:component" },
	{ "UCS", "segmentPosition errorCode" },
	{ "UNB", "syntax:syntaxVersion sender:senderQualifier:senderInternal "
	    "recipient:recipientQualifier:recipientInternal date:time "
	    "controlReference password application priority "
	    "wantsAcknowledgment agreement test" },
	{ "UNG", "messageType sender:senderQualifier "
	    "recipient:recipientQualifier date:time groupReference agency "
	    "version:release:association" },
	{ "UNH", "messageReference type:version:release:agency:association "
	    "accessReference" },
	{ "UNE", "messageCount groupReference" },
	{ "UNS", "section" },
	{ "UNT", "segmentCount messageReference" },
	{ "UNZ", "count controlReference" },
};

const char *
ou_lossless_names(enum ou_edi_family family, struct ou_str tag)
{
	const char *names = family == OU_EDI_X12 ?
	    edi_tagged(x12, sizeof(x12) / sizeof(*x12), tag) :
	    edi_tagged(edifact, sizeof(edifact) / sizeof(*edifact), tag);

	return names != NULL ? names : "";
}
