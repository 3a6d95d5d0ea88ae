// What the crawler asks of a page while it waits: is what it came for there, or is nothing under way that could bring it?
// In ES5, for the WebKit of Splash. Runs before the page's own scripts, so that it hears of what they load.
(function () {
  "use strict";
  if (window.newscrawl) { return; }
  var QUIET = 1000; // milliseconds without a change, after which there will be none
  var SOON = 5000; // milliseconds in which timers and scripts are a part of the making of a page
  var CLOCK = 4; // a timer that the fourth one set, which another one set, and so on, is a clock
  var now = Date.now;
  var loading = 0; // requests of the page's scripts that have no answer yet
  var timers = {}, waiting = 0, depth = 0;
  var elements = -1; // how many there were when this was asked last
  var changed = now(); // when there was something new last

  function begin() {
    var ended = false;
    loading += 1;
    changed = now();
    return function () {
      if (!ended) { ended = true; loading -= 1; changed = now(); }
    };
  }

  var send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function () {
    var over = begin();
    this.addEventListener("loadend", over);
    try { return send.apply(this, arguments); } catch (error) { over(); throw error; }
  };
  function counted(ask) {
    return function () {
      var over = begin(), answer;
      try { answer = ask.apply(this, arguments); } catch (error) { over(); throw error; }
      answer.then(over, over);
      return answer;
    };
  }
  if (window.fetch) {
    window.fetch = counted(window.fetch);
    ["arrayBuffer", "blob", "formData", "json", "text"].forEach(function (name) { // they wait for the bytes
      Response.prototype[name] = counted(Response.prototype[name]);
    });
  }

  function over(timer) {
    if (timers[timer]) { delete timers[timer]; waiting -= 1; changed = now(); }
  }
  var set = window.setTimeout, clear = window.clearTimeout;
  window.setTimeout = function (what, delay) {
    var level = depth + 1, given = Array.prototype.slice.call(arguments), timer;
    if (typeof what === "function") {
      given[0] = function () {
        var before = depth;
        over(timer);
        depth = level;
        try { return what.apply(this, arguments); } finally { depth = before; }
      };
    }
    timer = set.apply(window, given);
    if (typeof what === "function" && level < CLOCK && !(delay > SOON)) { timers[timer] = true; waiting += 1; }
    return timer;
  };
  window.clearTimeout = function (timer) {
    over(timer);
    return clear.call(window, timer);
  };

  // Scripts that other scripts put into the page; many a list comes in one.
  function come(event) {
    if (event.target && event.target.nodeName === "SCRIPT") { event.target.newscrawl = 0; changed = now(); }
  }
  document.addEventListener("load", come, true);
  document.addEventListener("error", come, true);

  function scripts() {
    var modules = "noModule" in HTMLScriptElement.prototype, all = document.scripts, count = 0;
    for (var i = 0; i < all.length; i += 1) {
      var one = all[i], module = one.type === "module";
      if (one.newscrawl === undefined) { one.newscrawl = now() + SOON; }
      if (one.src && (module || one.noModule ? module && modules : /^$|javascript$/.test(one.type))
        && one.newscrawl > now()) { count += 1; }
    }
    return count;
  }

  function marked(selector) {
    var found = document.querySelectorAll(selector);
    for (var i = 0; i < found.length; i += 1) {
      if (found[i].textContent.trim()) { return true; }
    }
    return false;
  }

  // A body of text is two sentences or more outside of links.
  function sentences() {
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, null, false);
    var ends = 0, length = 0, node;
    while ((node = walker.nextNode())) {
      var words = node.nodeValue.trim();
      var found = words.length > 9 && !node.parentNode.closest("a, script, style, noscript, template, footer")
        ? words.match(/[。！？；]|[.!?](\s|$)/g) : null;
      if (found) { ends += found.length; length += words.length; }
    }
    return ends > 1 && length > 49;
  }

  // A list is five links or more with the length of a headline.
  function headlines() {
    var links = document.querySelectorAll("a[href]"), count = 0;
    for (var i = 0; i < links.length; i += 1) {
      if (links[i].textContent.trim().length > 7) { count += 1; }
    }
    return count > 4;
  }

  function there(wanted) {
    try {
      if (wanted.selector) { return marked(wanted.selector); }
    } catch (error) { /* a selector that only the crawler knows */ }
    return wanted.kind === "listing" ? headlines() : sentences();
  }

  function quiet() {
    if (waiting || document.readyState !== "complete" || scripts()) { changed = now(); }
    return now() - changed > QUIET;
  }

  window.newscrawl = {
    // wanted.selector: CSS, or empty; wanted.kind: "listing" or "article". A list may have few links or none, an article
    // has a text: only a list is as it will be once nothing changes any more.
    ready: function (wanted) {
      if (!document.body || document.readyState === "loading") { return false; }
      var before = elements;
      elements = document.getElementsByTagName("*").length;
      if (loading || elements !== before) {
        changed = now();
        return false;
      }
      return there(wanted) || (wanted.kind === "listing" && quiet());
    }
  };
})();
