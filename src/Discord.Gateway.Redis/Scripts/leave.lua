-- Ends a wait or a turn. Every time is in milliseconds of Redis' own clock.
-- KEYS as those of the question
local caller = ARGV[1]
local interval = tonumber(ARGV[2])
local bound = tonumber(ARGV[3])
local mayHaveIdentified = ARGV[4] == '1'
local age = tonumber(ARGV[5]) -- how long ago the turn was over

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREM', KEYS[4], caller)
redis.call('ZREM', KEYS[5], caller)

local isHolder = redis.call('HGET', KEYS[3], 'holder') == caller
if isHolder then
  redis.call('HDEL', KEYS[3], 'holder', 'until')
end

-- As in the question.
local function within(text, least, most, default)
  local number = tonumber(text)
  if not number or number ~= number then
    return default
  end

  return math.floor(math.max(least, math.min(most, number)))
end

if mayHaveIdentified then
  -- Also if the turn is another's by now, or a server that took over has never heard of it.
  local nextAt = now - age + interval
  local known = within(redis.call('HGET', KEYS[3], 'next'), 0, now + bound + interval, 0)
  local latest = within(redis.call('HGET', KEYS[1], 'latest'), 0, now + bound + interval, 0)
  redis.call('HSET', KEYS[3], 'next', math.max(known, nextAt))
  redis.call('PEXPIRE', KEYS[3], 2 * (bound + interval))
  redis.call('HSET', KEYS[1], 'latest', math.max(latest, nextAt))
elseif isHolder then
  redis.call('ZREM', KEYS[2], caller)
end

return isHolder and 1 or 0
