"""What the finders share of a page, where it is more than its blocks."""

import json


def test_a_text_that_stands_only_in_structured_data_is_the_body(read, daily, sentences) -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(sentences)})
    page = daily(body="<p>正在加载。</p>").replace(
        "</head>", f"<script type=application/ld+json>{told}</script></head>"
    )
    assert read(page).body == "\n".join(sentences)
    marked = json.dumps({"articleBody": "".join(f"<p>{one}</p><style>p{{}}</style>" for one in sentences)})
    page = daily(body="").replace("</head>", f"<script type=application/ld+json>{marked}</script></head>")
    assert read(page).body == "\n".join(sentences)


def test_a_text_in_structured_data_does_not_replace_the_visible_one(read, daily, sentences) -> None:
    told = json.dumps({"articleBody": sentences[0] * 2})
    page = daily().replace("</head>", f"<script type=application/ld+json>{told}</script></head>")
    assert read(page).body == "\n".join(sentences)
