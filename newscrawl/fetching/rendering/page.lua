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

local BARRED = "network301" -- what a request that is aborted fails with

-- What WebKit sends for a page and for a frame, and for nothing that a page asks for by itself.
local NAVIGATION = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

function main(splash, args)
  local opened = false
  local lead -- where the page leads on to
  splash.images_enabled = false
  splash.plugins_enabled = false
  splash.html5_media_enabled = false
  splash:set_user_agent(args.user_agent)
  splash:autoload(args.ready)
  splash:autoload("window.WebSocket = window.Worker = window.SharedWorker = undefined") -- they go past the proxy
  splash:on_request(function(request)
    if request.headers["Accept"] == NAVIGATION and opened then
      -- The page's redirects are the crawl's to follow, and frames are not read.
      lead = request.method == "GET" and request.url or nil
      request:abort()
    elseif has_ending(path_of(request.url), args.endings) then
      request:abort()
    elseif request.url ~= args.url then
      request:set_timeout(args.patience / 2) -- what hangs shall not hold up the page
    end
    opened = true
  end)
  local status -- of the page itself, which is the first that is asked for
  splash:on_response_headers(function(response)
    if not status and (response.status == 204 or response.status == 205) then
      -- WebKit stays where it is, and never says that it has loaded: an empty page is put there, so that go ends.
      splash:call_later(function() splash:set_content("") end, 0)
    end
    status = status or response.status
  end)
  local function has_left() return splash:url() == "" end -- so WebKit shows that a page's way on was barred

  local ok, reason
  local loaded = splash:with_timeout(function() ok, reason = splash:go(args.url) end, args.patience)
  if not loaded then reason = "network4" end -- a timeout, unless there is something to read
  local barred = not ok and reason == BARRED and (lead or not has_left()) -- the page's way on, or only a frame's
  local answered = #splash:history() > 0
  local first = splash:har().log.entries[1] -- history tells of no redirect, and of nothing that has no content
  local latency = first and first.timings.wait / 1000 or 0
  first = first and first.response
  if first and (first.status == 204 or first.status == 205) then
    return {url = args.url, http_status = first.status, headers = first.headers, html = "", latency = latency}
  end
  if not ok and not barred and reason:sub(1, 4) ~= "http" and (loaded or not answered) then
    return {error = reason, url = splash:url()}
  end

  local ready = splash:jsfunc("function (wanted) { return !!window.newscrawl && newscrawl.ready(wanted) }")
  local waited = 0
  local seen = ok or barred
  while seen and waited < args.patience and not has_left() do
    if ready(args.wanted) then break end
    splash:wait(args.pause)
    waited = waited + args.pause
  end

  splash:lock_navigation() -- scripts run on for a moment when this one has ended, and nobody hears of their requests
  if has_left() and lead and first.status < 400 then
    return {lead = lead, latency = latency}
  end
  return {
    url = has_left() and args.url or splash:url(),
    http_status = first.status, headers = first.headers, html = splash:html(), latency = latency,
  }
end
