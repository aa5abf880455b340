-- Receipts of random events. Argument: events in the log.
local size = 1000

function init(arguments)
  size = tonumber(arguments[1]) or size
  math.randomseed(7)
end

function request()
  return wrk.format("GET", "/v1/events/" .. math.random(1, size) .. "/receipt", {["Host"] = "127.0.0.1"})
end
