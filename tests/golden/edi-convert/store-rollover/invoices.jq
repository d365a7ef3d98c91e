# an invoice each of the channel and the numbers that are asked for
$numbers | split(",")[] | {type: "Invoice", schema: "invoice/1",
  id: "\($channel):\(.)", channel: $channel, number: .,
  issueDate: "2026-11-22", currency: "EUR",
  invoicedItem: [{lineNumber: "1", invoicedQuantity: 1, unitCode: "C62",
    product: {sku: "A"}, unitPrice: "1", lineTotal: "1.00"}],
  totals: {payableAmount: "1.00"}}
