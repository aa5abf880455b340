-- Appends events of about 600 stored bytes, each with an identity of its own. Arguments: bare|ledger, events a request.
local target, batch = "ledger", 1
local n, run = 0, tostring(os.time()) .. tostring(math.random(1, 1e9))
local padding = string.rep("inspected-staffing-medicines-and-records-", 4)

local function event()
  n = n + 1
  return '{"specversion":"1.0","id":"' .. run .. "-" .. n .. '","source":"/bench","type":"careledger.inspection.published",' ..
    '"time":"2019-03-01T00:00:00Z","data":{"service":"service-' .. (n % 1000) ..
    '","inspector":"cqc","kind":"full","outcome":"good","report":"/reports/' .. padding .. '"}}'
end

function init(arguments)
  target, batch = arguments[1] or target, tonumber(arguments[2]) or batch
  math.randomseed(os.time())
end

function request()
  local body, path, kind
  if batch == 1 then
    body = event()
    path, kind = target == "bare" and "/events" or "/v1/events", "application/cloudevents+json"
  else
    local all = {}
    for i = 1, batch do all[i] = event() end
    if target == "bare" then
      body, path, kind = table.concat(all, "\n"), "/batch", "application/x-ndjson"
    else
      body, path, kind = "[" .. table.concat(all, ",") .. "]", "/v1/events", "application/cloudevents-batch+json"
    end
  end
  return wrk.format("POST", path, {["Content-Type"] = kind, ["Host"] = "127.0.0.1"}, body)
end
