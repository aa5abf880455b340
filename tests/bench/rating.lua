-- Ratings of random services at random days, one in ten with an old known_at. Argument: events in the log.
local size = 1000
local requests = {}

function init(arguments)
  size = tonumber(arguments[1]) or size
  math.randomseed(7)
  for i = 1, 5000 do
    local path = "/v1/services/service-" .. math.random(0, 999) .. "/rating?at=" ..
      string.format("%d-%02d-%02d", math.random(2018, 2026), math.random(1, 12), math.random(1, 28))
    if i % 10 == 0 then path = path .. "&known_at=" .. math.random(math.floor(size / 2), size) end
    requests[i] = wrk.format("GET", path, {["Host"] = "127.0.0.1"})
  end
end

local n = 0
function request()
  n = n + 1
  return requests[n % #requests + 1]
end
