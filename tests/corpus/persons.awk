# Persons written with slips of the pen (rec_id, given_name, surname,
# street_number, address_1, address_2, suburb, postcode, state, date_of_birth,
# soc_sec_id), each as an order of the same one thing.  The two numbers that a
# person has stand where an order has others: the date of birth as telephone
# number, the other as e-mail address.  -v copy=N tells copies apart.
BEGIN { FS = ", *" }
NR == 1 { next }
{
	street = $4
	for (i = 5; i <= 6; i++)
		if ($i != "")
			street = street (street == "" ? "" : " ") $i
	printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
	    "\"id\":\"p%s:%s\",\"orderNumber\":\"%s\",\"currency\":\"AUD\"," \
	    "\"customer\":{\"givenName\":\"%s\",\"familyName\":\"%s\"," \
	    "\"email\":\"%s\",\"telephone\":\"%s\"}," \
	    "\"orderDelivery\":{\"deliveryAddress\":{\"streetAddress\":" \
	    "[\"%s\"],\"postalCode\":\"%s\",\"addressLocality\":\"%s\"}}," \
	    "\"orderedItem\":[{\"orderItemNumber\":\"1\"," \
	    "\"orderQuantity\":%d,\"product\":{\"sku\":\"A\"}}]}\n",
	    copy, $1, $1, $2, $3, $11 == "" ? "" : $11 "@mail.example", $10,
	    street, $8, $7, 1 + copy
}
