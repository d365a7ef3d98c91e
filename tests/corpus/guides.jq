# The fields of a record, a line each: "lines.quantities.quantity", with the
# word that says what a member is "lines.quantities[sold].quantity", and of
# words the word: "confirmedItem.answers.status=backordered".
def fields(p):
  if type == "object" then
    to_entries[] | select(.key != "extra" and .key != "source") |
    .key as $k | .value | fields(if p == "" then $k else p + "." + $k end)
  elif type == "array" then
    .[] | (if type == "object" then .kind // .role else null end) as $word |
    fields(p), (select($word != null) | fields("\(p)[\($word)]"))
  else
    p, (select(p | test("(kind|role|status)$")) | "\(p)=\(.)")
  end;
fields("")
