-- One page through Splash: it is read when what the crawler came for is there, or when there is no more time.
-- Splash's sandbox has no patterns.

local function path_of(url)
  for place = 1, #url do
    local letter = url:sub(place, place)
    if letter == "?" or letter == "#" then return url:sub(1, place - 1):lower() end
  end
  return url:lower()
end

local function has_ending(path, endings)
  for _, ending in ipairs(endings) do
    if path:sub(-#ending) == ending then return true end
  end
  return false
end

function main(splash, args)
  splash.images_enabled = false
  splash.plugins_enabled = false
  splash.html5_media_enabled = false
  splash:set_user_agent(args.user_agent)
  splash:autoload(args.ready)
  splash:autoload("window.WebSocket = window.Worker = window.SharedWorker = undefined") -- they go past the proxy
  splash:on_request(function(request)
    if has_ending(path_of(request.url), args.endings) then
      request:abort()
    elseif request.url ~= args.url then
      request:set_timeout(args.patience / 2) -- what hangs shall not hold up the page
    end
  end)

  local ok, reason = splash:go(args.url)
  if not ok and reason:sub(1, 4) ~= "http" then
    return {error = reason, url = splash:url()}
  end

  local ready = splash:jsfunc("function (wanted) { return !!window.newscrawl && newscrawl.ready(wanted) }")
  local waited = 0
  local seen = ok
  while seen and waited < args.patience do
    if ready(args.wanted) then break end
    splash:wait(args.pause)
    waited = waited + args.pause
  end

  local answers = splash:history()
  local last = answers[#answers].response
  return {url = splash:url(), http_status = last.status, headers = last.headers, html = splash:html(), waited = waited}
end
