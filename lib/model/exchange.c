#include "ou/model/exchange.h"

OU_RECORD_TABLE(party, OU_PARTY_FIELDS, "a party");
OU_RECORD_TABLE(reference, OU_REFERENCE_FIELDS, "another document");
OU_RECORD_TABLE(dated, OU_DATED_FIELDS, "a day or time");
OU_RECORD_TABLE(kind_quantity, OU_KIND_QUANTITY_FIELDS, "a quantity");
OU_RECORD_TABLE(kind_price, OU_KIND_PRICE_FIELDS, "a price");
OU_RECORD_TABLE(kind_amount, OU_KIND_AMOUNT_FIELDS, "an amount");
OU_RECORD_TABLE(trade_line, OU_TRADE_LINE_FIELDS, "a line");
OU_RECORD_TABLE(change_line, OU_CHANGE_LINE_FIELDS, "a changed line");
OU_RECORD_TABLE(order_change, OU_ORDER_CHANGE_FIELDS, "a change of an order");
OU_RECORD_TABLE(line_answer, OU_LINE_ANSWER_FIELDS, "what becomes of a line");
OU_RECORD_TABLE(response_line, OU_RESPONSE_LINE_FIELDS, "a confirmed line");
OU_RECORD_TABLE(order_response, OU_ORDER_RESPONSE_FIELDS,
    "the answer to an order or to its change");
OU_RECORD_TABLE(invoice_line, OU_INVOICE_LINE_FIELDS, "an invoiced line");
OU_RECORD_TABLE(due, OU_DUE_FIELDS, "when what is due");
OU_RECORD_TABLE(invoice, OU_INVOICE_FIELDS,
    "an invoice, credit or debit note");
OU_RECORD_TABLE(inventory_report, OU_INVENTORY_REPORT_FIELDS,
    "what a partner has in stock");
OU_RECORD_TABLE(price_catalogue, OU_PRICE_CATALOGUE_FIELDS,
    "items and their prices");
OU_RECORD_TABLE(sales_report, OU_SALES_REPORT_FIELDS,
    "what a partner sold, or means to sell");
OU_RECORD_TABLE(delivery_schedule, OU_DELIVERY_SCHEDULE_FIELDS,
    "what shall be delivered when");
OU_RECORD_TABLE(receipt_advice, OU_RECEIPT_ADVICE_FIELDS,
    "what a partner received");
OU_RECORD_TABLE(return_record, OU_RETURN_FIELDS,
    "goods that shall come back, and the answer");
OU_RECORD_TABLE(transport_item, OU_TRANSPORT_ITEM_FIELDS, "what is carried");
OU_RECORD_TABLE(stop, OU_STOP_FIELDS, "where it is loaded or unloaded");
OU_RECORD_TABLE(transport_order, OU_TRANSPORT_ORDER_FIELDS,
    "an order to a carrier");
OU_RECORD_TABLE(transport_response, OU_TRANSPORT_RESPONSE_FIELDS,
    "a carrier's answer to it");
OU_RECORD_TABLE(transport_event, OU_TRANSPORT_EVENT_FIELDS, "what happened");
OU_RECORD_TABLE(transport_status, OU_TRANSPORT_STATUS_FIELDS,
    "how a transport is getting on");
OU_RECORD_TABLE(money_line, OU_MONEY_LINE_FIELDS, "a document and its money");
OU_RECORD_TABLE(bank_account, OU_BANK_ACCOUNT_FIELDS, "an account at a bank");
OU_RECORD_TABLE(account_adjustment, OU_ACCOUNT_ADJUSTMENT_FIELDS,
    "a credit or debit on the account");
OU_RECORD_TABLE(remittance, OU_REMITTANCE_FIELDS, "what is paid for what");
OU_RECORD_TABLE(fault, OU_FAULT_FIELDS, "what is wrong");
OU_RECORD_TABLE(advice, OU_ADVICE_FIELDS, "the verdict on a document");
OU_RECORD_TABLE(application_advice, OU_APPLICATION_ADVICE_FIELDS,
    "what a partner's application says of documents");
OU_RECORD_TABLE(named_fault, OU_NAMED_FAULT_FIELDS,
    "what an acknowledgement finds wrong");
OU_RECORD_TABLE(answered_message, OU_ANSWERED_MESSAGE_FIELDS,
    "the verdict on a message");
OU_RECORD_TABLE(answered_group, OU_ANSWERED_GROUP_FIELDS,
    "the verdict on a group");
OU_RECORD_TABLE(answered_interchange, OU_ANSWERED_INTERCHANGE_FIELDS,
    "the verdict on an interchange");
OU_RECORD_TABLE(acknowledgement, OU_ACKNOWLEDGEMENT_FIELDS,
    "what a partner's translator says of what was sent");
OU_RECORD_TABLE(pending_answer, OU_PENDING_ANSWER_FIELDS,
    "what is not acknowledged yet");
OU_RECORD_TABLE(exchange_decision_row, OU_EXCHANGE_DECISION_ROW_FIELDS,
    "a decision about what is not acknowledged");
OU_RECORD_TABLE(exchange_decision, OU_EXCHANGE_DECISION_FIELDS,
    "a decision about what was not acknowledged");
