-- GCRA, the twin of `decide` in gcra.rs. All times in microseconds: below 2^53, so exact in Lua.
-- KEYS[1] holds the theoretical arrival time. ARGV: now, one (per/burst), per, count (1 or 0).
-- Returns {1, new arrival time - now} or {0, time to wait}.
local now, one, per = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + one
local ahead = arrival - now
if ahead > per then return {0, ahead - per} end
if ARGV[4] == '1' then
  -- %.0f: tostring would write 1.7e+15
  redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil(ahead / 1000))
end
return {1, ahead}
