// The site's scripts as they were written for browsers of 2015.
(function () {
  var app = document.getElementById("app");

  function load(address, show) {
    var request = new XMLHttpRequest();
    request.onload = function () { show(JSON.parse(request.responseText)); };
    request.open("GET", address);
    request.send();
  }

  function element(name, text, attributes) {
    var made = document.createElement(name);
    made.textContent = text;
    for (var key in attributes) { made.setAttribute(key, attributes[key]); }
    return made;
  }

  function listing(data) {
    var list = document.createElement("ul");
    list.className = "news";
    data.items.forEach(function (item) {
      var entry = list.appendChild(document.createElement("li"));
      entry.appendChild(element("a", item.title, {href: item.path}));
      entry.appendChild(element("span", item.day, {}));
    });
    app.innerHTML = "";
    app.appendChild(list);
    if (data.next) { app.appendChild(element("a", "下一页", {href: data.next, "class": "next"})); }
  }

  function article(data) {
    document.title = data.title + "_云溪在线";
    app.innerHTML = "";
    app.appendChild(element("h1", data.title, {}));
    app.appendChild(element("div", data.published + " 来源：" + data.source + data.authors, {"class": "info"}));
    var text = app.appendChild(element("div", "", {"class": "text"}));
    data.paragraphs.forEach(function (words) { text.appendChild(element("p", words, {})); });
  }

  var page = location.pathname.match(/^\/news\/(\d*)/);
  if (page) {
    load("/api/list/" + (page[1] || 1) + ".json", listing);
  } else {
    load(location.pathname.replace("/a/", "/api/a/").replace(".html", ".json"), article);
  }
}());
