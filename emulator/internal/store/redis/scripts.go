package redis

import redigo "github.com/gomodule/redigo/redis"

// anyKeys says that the number of a script's keys comes with each call.
const anyKeys = -1

// The scripts get the keys of a session: its lease, its stream, its hash; then what else they use. The hash has "fence", the number of
// the last owner, "n", the number of the last record, and "until", up to when an owner may have served, in milliseconds since 1970.
var (
	// own: ARGV owner's URL, lease in ms. Returns fence, until; or the present lease and its rest in ms.
	ownScript = redigo.NewScript(anyKeys, `
if redis.call('EXISTS', KEYS[2]) == 0 then return {'none', 0} end
local lease = redis.call('GET', KEYS[1])
if lease then return {lease, redis.call('PTTL', KEYS[1])} end
local fence = redis.call('HINCRBY', KEYS[3], 'fence', 1)
redis.call('SET', KEYS[1], fence .. ' ' .. ARGV[1], 'PX', ARGV[2])
return {fence .. '', redis.call('HGET', KEYS[3], 'until') or '0'}`)

	// create: KEYS[4] set of names; ARGV owner's URL, lease in ms, name, records. Returns the fence; 0 if there is a log.
	createScript = redigo.NewScript(anyKeys, `
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local fence = redis.call('HINCRBY', KEYS[3], 'fence', 1)
redis.call('SET', KEYS[1], fence .. ' ' .. ARGV[1], 'PX', ARGV[2])
redis.call('HDEL', KEYS[3], 'until')
for i = 4, #ARGV do redis.call('XADD', KEYS[2], (i - 3) .. '-1', 'r', ARGV[i]) end
redis.call('HSET', KEYS[3], 'n', #ARGV - 3)
redis.call('SADD', KEYS[4], ARGV[3])
return fence`)

	// append: ARGV lease, number of the first record, records. Returns 1; 0 if the caller is not the owner.
	appendScript = redigo.NewScript(anyKeys, `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local last = tonumber(redis.call('HGET', KEYS[3], 'n') or '0')
for i = 3, #ARGV do
  local number = tonumber(ARGV[2]) + i - 3
  if number > last then redis.call('XADD', KEYS[2], number .. '-1', 'r', ARGV[i]); last = number end
end
redis.call('HSET', KEYS[3], 'n', last)
return 1`)

	// replace: KEYS[4] a stream with the new records; ARGV lease, number of records. Returns 1; 0 if the caller is not the owner.
	replaceScript = redigo.NewScript(anyKeys, `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then redis.call('DEL', KEYS[4]); return 0 end
redis.call('RENAME', KEYS[4], KEYS[2])
redis.call('HSET', KEYS[3], 'n', ARGV[2])
return 1`)

	// renew: ARGV lease, its length in ms, the caller's time at its end in ms since 1970. Returns 1; 0 if the caller is not the owner.
	renewScript = redigo.NewScript(anyKeys, `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('HSET', KEYS[3], 'until', ARGV[3])
return 1`)

	// release: ARGV lease, the caller's time in ms since 1970.
	releaseScript = redigo.NewScript(anyKeys, `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[3], 'until', ARGV[2])
return 1`)

	// remove: KEYS[4] set of names; ARGV lease, name. The fence stays, so that no old owner can come back.
	removeScript = redigo.NewScript(anyKeys, `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HDEL', KEYS[3], 'n', 'until')
redis.call('SREM', KEYS[4], ARGV[2])
return 1`)
)
