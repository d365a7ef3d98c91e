{type: "Order", schema: "order/1", id: "web:\(.n)", segment: "b2c",
 channel: "web", currency: "EUR", pricesIncludeTax: true,
 orderDate: (.at // "2026-11-20T10:00:00+01:00"),
 billingAddress: {addressCountry: "FR"}, discountCode: [.code],
 orderedItem: [.of | to_entries[] | {orderQuantity: .value,
  product: {sku: .key}}]}
