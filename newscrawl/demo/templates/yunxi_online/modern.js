// The same page of an article, rewritten for browsers of 2020.
const app = document.getElementById("app");
const element = (name, text, attributes) => Object.assign(document.createElement(name), {textContent: text, ...attributes});

const show = async () => {
  const answer = await fetch(location.pathname.replace("/a/", "/api/a/").replace(".html", ".json"));
  const {title, paragraphs, ...rest} = await answer.json();
  const told = {...rest, authors: rest?.authors ?? ""};
  document.title = `$${title}_云溪在线`;
  const text = element("div", "", {className: "text"});
  text.append(...paragraphs.map((words) => element("p", words)));
  const info = element("div", `$${told.published} 来源：$${told.source}$${told.authors}`, {className: "info"});
  app.replaceChildren(element("h1", title), info, text);
};

show();
