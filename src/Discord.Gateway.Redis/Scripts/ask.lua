-- Asks for the turn to identify of one identify key. Every time is in milliseconds of Redis' own clock.
-- KEYS: 1 the bot's gate, 2 its session starts, 3 the key's turn, 4 its queue in the order of arrival, 5 until when those in the queue are waited for
local caller = ARGV[1]
local interval = tonumber(ARGV[2]) -- between two identifies of a key
local bound = tonumber(ARGV[3]) -- how long a turn may be held
local window = tonumber(ARGV[4]) -- how long a session start counts
local concurrency = tonumber(ARGV[5]) -- the max_concurrency by which KEYS were chosen
local reserve = tonumber(ARGV[6])
local shortest = tonumber(ARGV[7]) -- between two questions of a caller that has others before it
local longest = tonumber(ARGV[8])
local patience = tonumber(ARGV[9]) -- by how much a caller may be late with its next question
local knowsLimit = ARGV[10] == '1' -- whether the caller can give the limit when it is asked to

-- ARGV from 11 on, if there are more: the limit of gateway/bot as total, remaining, reset_after, max_concurrency, and how long ago Discord was asked
local MOST = 2147483647
local GRANTED, WAIT, LIMIT_UNKNOWN, REGROUPED, EXHAUSTED = 0, 1, 2, 3, 4

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- What is in Redis may be anything, or of a clock that was ahead.
local function within(text, least, most, default)
  local number = tonumber(text)
  if not number or number ~= number then
    return default
  end

  return math.floor(math.max(least, math.min(most, number)))
end

local gate = redis.call('HMGET', KEYS[1], 'run', 'all', 'latest', 'total', 'used', 'reset', 'concurrency', 'asked')
local all = within(gate[2], 0, now + bound + interval, 0)
local latest = within(gate[3], 0, now + bound + interval, 0)
local total = tonumber(gate[4])
if total ~= within(total, 1, MOST, 0) then
  total = nil
end

local used, reset = within(gate[5], 0, MOST, 0), within(gate[6], 0, now + window, 0)
local current = within(gate[7], 1, MOST, 1)

-- Written, so that it is not as far away at the next question.
if tonumber(gate[2]) ~= all then
  redis.call('HSET', KEYS[1], 'all', all)
end

-- A server that was restarted, or took over, may not have the last turns: one interval passes first.
local info = redis.pcall('INFO', 'server')
local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or '-'
if gate[1] ~= run then
  all = math.max(all, now + interval)
  redis.call('HSET', KEYS[1], 'run', run, 'all', all)
end

if ARGV[11] then
  local age = tonumber(ARGV[15])
  local asked = now - age
  local known = within(gate[8], 0, MOST * 1000000, 0)
  if asked > known or known > now or not total then
    total = math.max(1, tonumber(ARGV[11]))
    used = total - math.max(0, math.min(total, tonumber(ARGV[12])))
    reset = asked + math.max(0, math.min(window, tonumber(ARGV[13])))
    local new = math.max(1, tonumber(ARGV[14]))
    if new ~= current then
      -- The keys mean other shards from now on: none has a turn before the last of the old ones would.
      all = math.max(all, latest)
      current = new
    end

    -- Starts before Discord was asked are in its answer; a second of doubt counts twice.
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', asked - 1000 + window)
    redis.call('HSET', KEYS[1], 'all', all, 'total', total, 'used', used, 'reset', reset, 'concurrency', current, 'asked', asked)
  end
end

redis.call('PEXPIRE', KEYS[1], window)
if current ~= concurrency then
  return { REGROUPED, current, 0 }
end

if not total then
  if knowsLimit then
    return { LIMIT_UNKNOWN, 0, 0 }
  end

  total = 1000
end

local function forget(least, most)
  local callers = redis.call('ZRANGEBYSCORE', KEYS[5], least, most)
  for first = 1, #callers, 1000 do
    local last = math.min(first + 999, #callers)
    redis.call('ZREM', KEYS[4], unpack(callers, first, last))
    redis.call('ZREM', KEYS[5], unpack(callers, first, last))
  end
end

forget('-inf', now)

-- Nobody has so much time: these asked while the clock was ahead, and may be dead.
forget(now + longest + patience + 1, '+inf')

local turn = redis.call('HMGET', KEYS[3], 'holder', 'until', 'next')
local holder = turn[1]
local heldUntil = within(turn[2], 0, now + bound, 0)
local nextAt = within(turn[3], 0, now + bound + interval, 0)
if holder and tonumber(turn[2]) ~= heldUntil then
  redis.call('HSET', KEYS[3], 'until', heldUntil)
  redis.call('PEXPIRE', KEYS[3], 2 * (bound + interval))
end

if turn[3] and tonumber(turn[3]) ~= nextAt then
  redis.call('HSET', KEYS[3], 'next', nextAt)
  redis.call('PEXPIRE', KEYS[3], 2 * (bound + interval))
end

local function hold()
  latest = math.max(latest, now + bound + interval)
  redis.call('HSET', KEYS[1], 'latest', latest)
  redis.call('HSET', KEYS[3], 'holder', caller, 'until', now + bound)
  redis.call('PEXPIRE', KEYS[3], 2 * (bound + interval))
end

if holder == caller then
  -- The answer got lost, or came late.
  hold()
  return { GRANTED, 0, 0 }
end

if holder and heldUntil <= now then
  -- The holder has died, and may have identified up to the end of its bound.
  nextAt = math.max(nextAt, heldUntil + interval)
  holder = false
  redis.call('HDEL', KEYS[3], 'holder', 'until')
  redis.call('HSET', KEYS[3], 'next', nextAt)
  redis.call('PEXPIRE', KEYS[3], 2 * (bound + interval))
end

redis.call('ZADD', KEYS[4], 'NX', tonumber(time[1]) * 1000000 + tonumber(time[2]), caller)
local place = redis.call('ZRANK', KEYS[4], caller)
local due = math.max(nextAt, all) - now
if holder then
  -- The turn is over one interval after now at the earliest.
  due = math.max(due, interval)
end

local status, wait, left = WAIT, due, 0
if place > 0 then
  -- Well before the turn, since those before it may give up.
  wait = math.max(shortest, (math.max(due, 0) + place * interval) / 2)
elseif due <= 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  if reset <= now then
    used = 0
  end

  local counted = redis.call('ZCARD', KEYS[2])
  left = total - used - counted
  local missing = math.min(reserve, total - 1) + 1 - left
  if missing <= 0 then
    redis.call('ZREM', KEYS[4], caller)
    redis.call('ZREM', KEYS[5], caller)
    redis.call('ZADD', KEYS[2], now + window, caller)
    redis.call('PEXPIRE', KEYS[2], window)
    hold()
    return { GRANTED, 0, left - 1 }
  end

  -- The starts that come back first, of ours and of those in Discord's answer.
  local function freeAt(count)
    if count <= 0 then
      return now
    end

    local entry = redis.call('ZRANGE', KEYS[2], count - 1, count - 1, 'WITHSCORES')
    return tonumber(entry[2]) or (now + window)
  end

  status = EXHAUSTED
  wait = freeAt(missing) - now
  if used > 0 then
    wait = math.min(wait, math.max(reset, freeAt(missing - used)) - now)
  end
end

local asksIn = math.max(1, math.min(longest, math.ceil(wait)))
redis.call('ZADD', KEYS[5], now + asksIn + patience, caller)
redis.call('PEXPIRE', KEYS[4], 2 * longest)
redis.call('PEXPIRE', KEYS[5], 2 * longest)
return { status, asksIn, status == EXHAUSTED and math.ceil(wait) or place, left }
