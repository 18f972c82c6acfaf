-- wrk ... -- MACHINES PATH: asks for PATH, with the last three bytes of a MAC at random where it has a place for them.
local machines, path

function init(args)
  machines = tonumber(args[1])
  path = args[2]
  math.randomseed(os.time())
end

function request()
  local n = math.random(0, machines - 1)
  local last = string.format("%02x:%02x:%02x", math.floor(n / 65536), math.floor(n / 256) % 256, n % 256)
  return wrk.format("GET", (path:gsub("@", last)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("result %.1f %.3f %d\n", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
