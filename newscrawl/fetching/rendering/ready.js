// What the crawler asks of a page while it waits: is what it came for there? In ES5, for the WebKit of Splash.
// Runs before the page's own scripts, so that it hears of what they load.
(function () {
  "use strict";
  if (window.newscrawl) { return; }
  var loading = 0; // requests of the page's scripts that have no answer yet
  var elements = -1; // how many there were when this was asked last

  function begin() {
    var ended = false;
    loading += 1;
    return function () {
      if (!ended) { ended = true; loading -= 1; }
    };
  }

  var send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function () {
    var over = begin();
    this.addEventListener("loadend", over);
    try { return send.apply(this, arguments); } catch (error) { over(); throw error; }
  };
  if (window.fetch) {
    var fetch = window.fetch;
    window.fetch = function () {
      var over = begin(), answer = fetch.apply(this, arguments);
      answer.then(over, over);
      return answer;
    };
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

  window.newscrawl = {
    // wanted.selector: CSS, or empty; wanted.kind: "listing" or "article".
    ready: function (wanted) {
      if (!document.body || document.readyState === "loading") { return false; }
      var before = elements;
      elements = document.getElementsByTagName("*").length;
      return !loading && elements === before && there(wanted);
    }
  };
})();
