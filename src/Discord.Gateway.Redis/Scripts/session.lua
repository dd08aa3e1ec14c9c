-- Loads, saves, renews or deletes the session of one shard, for its owner alone: who loaded it last, and so has the highest epoch.
-- KEYS: 1 the session. ARGV: 1 what to do, 2 the caller's epoch, 0 to take the shard over, 3 how long it is kept, in milliseconds, 4 the session to save
local epoch = tonumber(ARGV[2])
local stored = tonumber(redis.call('HGET', KEYS[1], 'epoch')) or 0
if not (stored >= 0 and stored < 9007199254740992) then
  -- It is none of ours, which are microseconds since 1970, and numbers above cannot be told apart.
  stored = 0
end

if epoch > 0 and stored > epoch then
  return { -1 }
end

if epoch == 0 then
  -- Never less than the time, so that a later owner has a higher one even if Redis has lost the last.
  local time = redis.call('TIME')
  epoch = math.max(stored + 1, tonumber(time[1]) * 1000000 + tonumber(time[2]))
end

local session = false
if ARGV[1] == 'save' then
  redis.call('HSET', KEYS[1], 'session', ARGV[4])
elseif ARGV[1] == 'delete' then
  redis.call('HDEL', KEYS[1], 'session')
elseif ARGV[1] == 'load' then
  session = redis.call('HGET', KEYS[1], 'session')
else
  session = redis.call('HEXISTS', KEYS[1], 'session') == 1 and '' or false
end

if stored ~= epoch then
  redis.call('HSET', KEYS[1], 'epoch', string.format('%.0f', epoch))
end

redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { epoch, session }
