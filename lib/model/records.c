#include "ou/model/edi.h"
#include "ou/model/exchange.h"
#include "ou/model/forecast.h"
#include "ou/model/quotation.h"
#include "ou/model/records.h"

OU_RECORD_TABLE(stock_level, OU_STOCK_LEVEL_FIELDS, "what is in stock");
OU_RECORD_TABLE(stock_move, OU_STOCK_MOVE_FIELDS, "a change of stock");
OU_RECORD_TABLE(receipt_record, OU_RECEIPT_RECORD_FIELDS,
    "goods on their way");
OU_RECORD_TABLE(stock_says, OU_STOCK_SAYS_FIELDS, "one source's figure");
OU_RECORD_TABLE(stock_difference, OU_STOCK_DIFFERENCE_FIELDS,
    "sources that disagree");
OU_RECORD_TABLE(shipment_line, OU_SHIPMENT_LINE_FIELDS, "what is shipped");
OU_RECORD_TABLE(shipment_order, OU_SHIPMENT_ORDER_FIELDS,
    "an order that is shipped");
OU_RECORD_TABLE(shipment, OU_SHIPMENT_FIELDS, "a shipment");
OU_RECORD_TABLE(price_change, OU_PRICE_CHANGE_FIELDS,
    "what a new list changes");
OU_RECORD_TABLE(item_code_change, OU_ITEM_CODE_CHANGE_FIELDS,
    "what a new list calls an item");
OU_RECORD_TABLE(reject, OU_REJECT_FIELDS, "what could not be taken");

const struct ou_record_type ou_record_types[] = {
	{ "Order", "order", 1, &ou_order_table },
	{ "Quote", "quote", 1, &ou_quotation_table },
	{ "StockLevel", "stock-level", 1, &ou_stock_level_table },
	{ "StockMove", "stock-move", 1, &ou_stock_move_table },
	{ "Receipt", "receipt", 1, &ou_receipt_record_table },
	{ "StockDifference", "stock-difference", 1,
	  &ou_stock_difference_table },
	{ "StockAlert", "stock-alert", 1, &ou_stock_alert_table },
	{ "StockAdjustment", "stock-adjustment", 1,
	  &ou_stock_adjustment_table },
	{ "StockCount", "stock-count", 1, &ou_stock_count_table },
	{ "ChannelStock", "channel-stock", 1, &ou_channel_stock_table },
	{ "Shipment", "shipment", 1, &ou_shipment_table },
	{ "Forecast", "forecast", 1, &ou_forecast_record_table },
	{ "PurchaseProposal", "purchase-proposal", 1,
	  &ou_purchase_proposal_table },
	{ "SlotMove", "slot-move", 1, &ou_slot_move_table },
	{ "Decision", "decision", 1, &ou_decision_table },
	{ "PendingApproval", "pending-approval", 1,
	  &ou_pending_approval_table },
	{ "OrderChange", "order-change", 1, &ou_order_change_table },
	{ "StandingOrder", "standing-order", 1, &ou_standing_order_table },
	{ "SlotBooking", "slot-booking", 1, &ou_slot_booking_table },
	{ "SlotLoad", "slot-load", 1, &ou_slot_load_table },
	{ "CallOff", "call-off", 1, &ou_call_off_table },
	{ "OrderResponse", "order-response", 1, &ou_order_response_table },
	{ "Invoice", "invoice", 1, &ou_invoice_table },
	{ "InventoryReport", "inventory-report", 1,
	  &ou_inventory_report_table },
	{ "PriceCatalogue", "price-catalogue", 1, &ou_price_catalogue_table },
	{ "PriceChange", "price-change", 1, &ou_price_change_table },
	{ "ItemCodeChange", "item-code-change", 1,
	  &ou_item_code_change_table },
	{ "SalesReport", "sales-report", 1, &ou_sales_report_table },
	{ "DeliverySchedule", "delivery-schedule", 1,
	  &ou_delivery_schedule_table },
	{ "ReceiptAdvice", "receipt-advice", 1, &ou_receipt_advice_table },
	{ "Return", "return", 1, &ou_return_record_table },
	{ "TransportOrder", "transport-order", 1, &ou_transport_order_table },
	{ "TransportResponse", "transport-response", 1,
	  &ou_transport_response_table },
	{ "TransportStatus", "transport-status", 1,
	  &ou_transport_status_table },
	{ "AccountAdjustment", "account-adjustment", 1,
	  &ou_account_adjustment_table },
	{ "Remittance", "remittance", 1, &ou_remittance_table },
	{ "ApplicationAdvice", "application-advice", 1,
	  &ou_application_advice_table },
	{ "Acknowledgement", "acknowledgement", 1,
	  &ou_acknowledgement_table },
	{ "PendingAcknowledgement", "pending-acknowledgement", 1,
	  &ou_pending_answer_table },
	{ "ExchangeDecision", "exchange-decision", 1,
	  &ou_exchange_decision_table },
	{ "EdiMessage", "edi-message", 1, &ou_edi_message_record_table },
	{ "EdiInterchange", "edi-interchange", 1,
	  &ou_edi_interchange_record_table },
	{ "Finding", "finding", 1, &ou_finding_table },
	{ "Reject", "reject", 1, &ou_reject_table },
	{ NULL, NULL, 0, NULL },
};

const struct ou_record_type *
ou_record_type_find(struct ou_str type)
{
	const struct ou_record_type *t;

	for (t = ou_record_types; t->type != NULL; t++) {
		if (ou_str_is(type, t->type))
			return t;
	}
	return NULL;
}
