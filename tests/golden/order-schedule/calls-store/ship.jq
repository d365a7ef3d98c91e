# The first order is shipped, of the second a part.
if .id == "acme:4711/2026-12-01" then
    .orderedItem[0].quantities = {ordered: 10, shipped: 10, allocated: 10}
elif .id == "acme:4711/2026-12-08" then
    .orderedItem[0].quantities = {ordered: 20, shipped: 12, allocated: 12}
else . end
