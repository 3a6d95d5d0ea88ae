"""Listing pages as the systems make them that many regional sites run on; the sites are made up."""

from tests.listing.layouts import SITE, TITLES, Layout, day, found, frame, items, path

HOT = tuple(f"点击榜上的第{n}条新闻，说的是本地人都在谈论的一件事情" for n in range(1, 31))
FRIENDS = "".join(
    f"<li><a href=http://www.friend{n}.example/>青禾县兄弟单位的网站第{n}号名称不短</a></li>" for n in range(25)
)
SUMMARY = "三月中旬以来，各乡镇抢抓农时，一手抓防控，一手抓春耕，目前全县已完成大田备耕八成以上，预计月底前全部完成。"
COUNT = len(TITLES)


def urls(form: str, first: int = 1203, count: int = COUNT) -> list[str]:
    return [form.format(first - n) for n in range(count)]


def dedecms() -> Layout:
    """Channel links in brackets, a line of numbers and a summary below each title, a select in the pager."""
    entries = items(
        lambda n, title: (
            f'<li><a href="/a/bendi/2020/0320/{1203 - n}.html" class="preview"><img src="/uploads/allimg/{n}.jpg"/></a>'
            f'[<b><a href="/plus/list.php?tid={n % 3 + 4}">本地</a></b>] <a href="/a/bendi/2020/0320/{1203 - n}.html" class="title"><b>{title}</b></a>'
            f'<span class="info"><small>日期：</small>{day(n)} 09:41:07<small>点击：</small>{n}31<small>好评：</small>{n}</span><p class="intro">{SUMMARY}</p></li>'
        )
    )
    options = "".join(f"<option value='list_4_{n}.html'>{n}</option>" for n in range(1, 9))
    pager = f"<li><a>首页</a></li><li class='thisclass'>1</li><li><a href='list_4_2.html'>2</a></li><li><a href='list_4_3.html'>3</a></li><li><a href='list_4_2.html'>下一页</a></li><li><a href='list_4_8.html'>末页</a></li><li><select name='sldd'>{options}</select></li><li><span class='pageinfo'>共 <strong>8</strong>页<strong>93</strong>条</span></li>"
    hot = "".join(
        f'<li><a href="/a/zonghe/2019/0{n % 9 + 1}11/{n + 60}.html">{title}</a></li>'
        for n, title in enumerate(HOT[:10])
    )
    html = (
        '<html><head><title>本地_青禾资讯</title></head><body class="articlelist"><div id="navMenu"><ul><li><a href="/"><span>主页</span></a></li><li class="hover"><a href="/a/bendi/"><span>本地</span></a></li><li><a href="/a/zonghe/"><span>综合</span></a></li></ul></div>'
        f'<div class="w960 center clear mt1"><div class="pleft"><div class="place"><strong>当前位置:</strong> <a href="/">主页</a> > <a href="/a/bendi/">本地</a> > </div><div class="listbox"><ul class="e2">{entries}</ul></div><div class="dede_pages"><ul class="pagelist">{pager}</ul></div></div>'
        f'<div class="pright"><dl class="tbox light"><dt><strong>推荐内容</strong></dt><dd><ul class="d4">{hot}</ul></dd></dl></div></div><div class="flink"><ul>{FRIENDS}</ul></div></body></html>'
    )
    return Layout(
        html, urls(f"{SITE}/a/bendi/2020/0320/{{}}.html"), f"{SITE}/a/bendi/list_4_2.html", f"{SITE}/a/bendi/"
    )


def empirecms() -> Layout:
    """Tables in tables, the total as a link without an address, the second page called index_2.html."""
    entries = items(
        lambda n, title: (
            f"<tr><td width='2%' height='25' align='center'><img src='/skin/default/images/li.gif'></td><td width='76%'><a href='/xinwen/2020-03-20/{1203 - n}.html' title='{title}'>{title[:8]}{'...' if len(title) > 8 else ''}</a></td><td width='22%'><font class='tm'>{day(n)} 09:41</font></td></tr>"
        )
    )
    pager = '<a title="Total record">&nbsp;<b>120</b> </a>&nbsp;&nbsp;<b>1</b>&nbsp;<a href="/xinwen/index_2.html">2</a>&nbsp;<a href="/xinwen/index_3.html">3</a>&nbsp;<a href="/xinwen/index_4.html">4</a>&nbsp;<a href="/xinwen/index_2.html">下一页</a>&nbsp;<a href="/xinwen/index_10.html">尾页</a>'
    hot = "".join(
        f"<tr><td>·<a href='/xinwen/2019-12-11/{n + 60}.html'>{title}</a></td></tr>" for n, title in enumerate(HOT)
    )
    html = (
        "<html><head><title>新闻</title></head><body><table width='920' class='header'><tr><td><a href='/'>首页</a> | <a href='/xinwen/'>新闻</a> | <a href='/shipin/'>视频</a></td></tr></table>"
        f"<table width='920'><tr><td width='640' class='list_content'><table width='100%' class='title_info'><tr><td>您当前的位置：<a href='/'>首页</a>&nbsp;>&nbsp;<a href='/xinwen/'>新闻</a></td></tr></table><table width='100%' class='box'><tr><td>{entries}</td></tr></table><table class='list_page'><tr><td><div class='epages'>{pager}</div></td></tr></table></td>"
        f"<td class='sider'><table class='title'><tr><td><strong>热门文章</strong></td></tr></table><table class='box'>{hot}</table></td></tr></table></body></html>"
    )
    return Layout(html, urls(f"{SITE}/xinwen/2020-03-20/{{}}.html"), f"{SITE}/xinwen/index_2.html", f"{SITE}/xinwen/")


def phpcms() -> Layout:
    """Addresses that differ in their query alone, a rule between every five lines, the way to the page before on the first."""
    lines = items(
        lambda n, title: (
            f'<li><span class="rt">{day(n)} 09:41:31</span>·<a href="/index.php?m=content&amp;c=index&amp;a=show&amp;catid=6&amp;id={1203 - n}" target="_blank">{title}</a></li>'
        )
    ).split("\n")
    lines[5:5] = ['<li class="bk20 hr"></li>']
    base = "/index.php?m=content&amp;c=index&amp;a=lists&amp;catid=6"
    pager = f'<a class="a1">120条</a> <a href="{base}&amp;page=1" class="a1">上一页</a> <span>1</span> <a href="{base}&amp;page=2">2</a> <a href="{base}&amp;page=3">3</a> ..<a href="{base}&amp;page=6">6</a> <a href="{base}&amp;page=2" class="a1">下一页</a>'
    hot = "".join(
        f'<li><span>{n}</span><a href="/index.php?m=content&amp;c=index&amp;a=show&amp;catid=9&amp;id={n + 60}" class="blue" title="{title}">{title[:14]}</a></li>'
        for n, title in enumerate(HOT[:20])
    )
    menu = "".join(
        f'<li><a href="/index.php?m=content&amp;c=index&amp;a=lists&amp;catid={n}"><span>{name}</span></a></li>'
        for n, name in enumerate(("新闻", "政务公开工作动态", "民生", "视频新闻中心", "旅游"), 6)
    )
    html = (
        f'<html><head><title>新闻 - 青禾</title></head><body><div class="header"><div class="nav-bar"><ul class="nav-site">{menu}</ul></div></div><div class="main"><div class="col-left"><div class="crumbs"><a href="/">首页</a><span> &gt; </span><a href="{base}">新闻</a> &gt; 列表</div><ul class="list lh24 f14">{"".join(lines)}</ul><div id="pages" class="text-c">{pager}</div></div>'
        f'<div class="col-auto"><div class="box"><h5 class="title-2">频道总排行</h5><ul class="content digg">{hot}</ul></div></div></div></body></html>'
    )
    return Layout(
        html,
        urls(f"{SITE}/index.php?m=content&c=index&a=show&catid=6&id={{}}"),
        f"{SITE}/index.php?m=content&c=index&a=lists&catid=6&page=2",
        f"{SITE}/index.php?m=content&c=index&a=lists&catid=6",
    )


def trs_wcm() -> Layout:
    """The pager is written by a script: only its call tells how many pages there are and which one this is."""
    entries = items(
        lambda n, title: (
            f"<li><span class='date'>{day(n)}</span><a href='./202003/t202003{20 - n:02}_{1200 - n}.html' title='{title}' target='_blank'>{title}</a></li>"
        )
    )
    script = "<script>\nfunction createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ if(_nPageCount<=1){return;} document.write('<a href=\"'+_sPageName+'.'+_sPageExt+'\">首页</a>'); }\ncreatePageHTML(10, 1, \"index\", \"html\");\n</script>"
    menu = "".join(
        f"<li><a href='../{name}/'>{title}</a></li>"
        for name, title in zip(
            ("tzgg", "bmdt", "xzdt", "mtjj", "ztzl"),
            ("通知公告", "部门工作动态信息", "乡镇工作动态信息", "媒体聚焦青禾报道", "专题专栏"),
            strict=True,
        )
    )
    html = f"<html><head><title>青禾要闻</title></head><body><div class='dh'><a href='/'>首页</a></div><div class='left'><ul>{menu}</ul></div><div class='right'><div class='gl_tit'>青禾要闻</div><div class='gl_list'><ul>{entries}</ul></div><div class='fy'>{script}</div></div></body></html>"
    return Layout(
        html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/index_2.html", f"{SITE}/xwzx/index_1.html"
    )


def trs_wcm_in_blocks() -> Layout:
    """A new <ul> after every five lines, the id of the pager's element first in the call, count and place in variables."""
    lines = items(lambda n, title: f"<li><a href='.{path(n)[5:]}'>{title}</a><em>[{day(n)}]</em></li>").split("\n")
    blocks = "".join(
        f"<ul class='list{n // 5}'>{''.join(lines[n : n + 5])}</ul><div class='line'></div>" for n in range(0, COUNT, 5)
    )
    script = "<script type=text/javascript>var currentPage = 0;//所在页从0开始\nvar countPage = 25//共多少页\ncreatePageHTML('page_div', countPage, currentPage, 'index', 'shtml', 298);</script>"
    html = f"<html><head><title>青禾要闻</title></head><body><div class='nav'><a href='/'>首页</a></div><div class='content'>{blocks}<div id='page_div'></div>{script}</div></body></html>"
    return Layout(html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/index_1.shtml", f"{SITE}/xwzx/")


def hanweb_jcms() -> Layout:
    """The entries are records in a script of data, and the address of the next group of them too."""
    records = items(
        lambda n, title: (
            f"<record><![CDATA[<li><a title='{title}' href='/art/2020/3/{20 - n}/art_12_{1203 - n}.html' target='_blank'>{title}</a><span class='bt-date'>{day(n)}</span></li>]]></record>"
        )
    )
    following = "/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=http://www.qinghe.example/&columnid=12&unitid=2303&webname=%25E9%259D%2592&permissiontype=0"
    store = f'<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup><recordset>{records}</recordset></datastore></script>'
    menu = "".join(
        f"<li><a href='/col/col{n}/index.html'>{title}</a></li>"
        for n, title in enumerate(("通知公告", "部门工作动态信息", "乡镇工作动态信息", "媒体聚焦青禾报道"), 13)
    )
    html = f"<html><head><title>青禾要闻</title></head><body><div class='menu'><ul>{menu}</ul></div><div class='main'><div id='2303' class='default_pgContainer'>{store}</div><script>jQuery(function(){{new jpage({{'perPage':15}});}});</script></div></body></html>"
    return Layout(
        html,
        [f"{SITE}/art/2020/3/{20 - n}/art_12_{1203 - n}.html" for n in range(COUNT)],
        f"{SITE}{following}",
        f"{SITE}/col/col12/index.html",
    )


def hanweb_data() -> Layout:
    """What the address of the next group answers: nothing but records."""
    records = items(
        lambda n, title: (
            f"<record><![CDATA[\n<table width='100%'><tr><td height='28'><a href='http://www.qinghe.example/art/2020/3/{20 - n}/art_12_{1203 - n}.html'>{title}</a></td><td>{day(n)}</td></tr></table>\n]]></record>"
        )
    )
    html = f"<?xml version='1.0' encoding='utf-8' ?><datastore><totalrecord>120</totalrecord><totalpage>8</totalpage><recordset>{records}</recordset></datastore>"
    return Layout(
        html,
        [f"{SITE}/art/2020/3/{20 - n}/art_12_{1203 - n}.html" for n in range(COUNT)],
        None,
        f"{SITE}/module/web/jpage/dataproxy.jsp?page=7&columnid=12&unitid=2303",
    )


def webplus() -> Layout:
    """Day and month in boxes of their own before each title; a form and the total in the pager."""
    entries = items(
        lambda n, title: (
            f'<li class="news n{n + 1} clearfix"><span class="news_title"><a href="/2020/03{20 - n:02}/c21a{1203 - n}/page.htm" target="_blank" title="{title}">{title}</a></span><span class="news_meta">{day(n)}</span></li>'
        )
    )
    pager = '<div id="wp_paging_w6"><ul class="wp_paging clearfix"><li class="pages_count"><span class="per_page">每页&nbsp;<em class="per_count">14</em>&nbsp;记录&nbsp;</span><span class="all_count">总共&nbsp;<em>120</em>&nbsp;记录&nbsp;</span></li><li class="page_nav"><a class="first" href="javascript:void(0);" target="_self"><span>第一页</span></a><a class="prev" href="javascript:void(0);"><span>&lt;&lt;上一页</span></a><a class="next" href="/xwzx/list2.htm" target="_self"><span>下一页&gt;&gt;</span></a><a class="last" href="/xwzx/list9.htm"><span>尾页</span></a></li><li class="page_jump"><span>页码&nbsp;<em class="curr_page">1</em>/<em class="all_pages">9</em></span><span><input class="pageNum" type="text"><a class="pagingJump" href="javascript:void(0);">跳转到</a></span></li></ul></div>'
    menu = "".join(
        f'<li class="wp_column column-{n}"><a href="/{n}/list.htm"><span class="column-name">{title}</span></a></li>'
        for n, title in enumerate(
            ("学校新闻工作动态报道", "通知公告信息公开目录", "学术活动预告", "媒体关注青禾师范学院"), 31
        )
    )
    html = f'<html><head><title>学校新闻</title></head><body class="list"><div class="wp_nav"><ul><li class="nav-item"><a href="/main.htm"><span>首页</span></a></li></ul></div><div class="col_menu"><ul class="wp_listcolumn">{menu}</ul></div><div class="col_news"><div class="col_path"><a href="/main.htm">首页</a>&gt;<a href="/xwzx/list.htm">学校新闻</a></div><div id="wp_news_w6"><ul class="news_list list2">{entries}</ul></div>{pager}</div></body></html>'
    return Layout(
        html,
        [f"{SITE}/2020/03{20 - n:02}/c21a{1203 - n}/page.htm" for n in range(COUNT)],
        f"{SITE}/xwzx/list2.htm",
        f"{SITE}/xwzx/list.htm",
    )


def vsb_dynamic() -> Layout:
    """List and article are two programs, told apart by their parameters alone."""
    entries = items(
        lambda n, title: (
            f'<tr id="line_u9_{n}" height="20"><td width="1%" nowrap><span class="leaderfont44501">·</span></td><td valign="center"><a class="c44501" href="../../content.jsp?urltype=news.NewsContentUrl&wbtreeid=1021&wbnewsid={1203 - n}" target=_blank title="{title}">{title[:7]}{"..." if len(title) > 7 else ""}</a></td><td width="1%" nowrap><span class="timestyle44501">{day(n).replace("-", "/")}&nbsp;</span></td></tr>'
        )
    )
    listing = "list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1021"
    pager = '<tr><td colspan=4 align=center><table><tr><td nowrap align="left" width="1%">共120条&nbsp;&nbsp;1/8&nbsp;</td><td nowrap align="left"><span class="disabled">首页</span><span class="disabled">上页</span><a href="?a44501t=8&a44501p=2&a44501c=15&urltype=tree.TreeTempUrl&wbtreeid=1021" class="Next">下页</a><a href="?a44501t=8&a44501p=8&a44501c=15&urltype=tree.TreeTempUrl&wbtreeid=1021">尾页</a></td></tr></table></td></tr>'
    menu = "".join(
        f'<tr><td><a href="../../list.jsp?urltype=tree.TreeTempUrl&wbtreeid={n}">{title}</a></td></tr>'
        for n, title in enumerate(
            ("校园要闻与综合新闻", "通知公告信息公开目录", "教学科研动态信息发布", "媒体关注青禾师范学院"), 1021
        )
    )
    html = f'<html><head><title>校园要闻</title></head><body><table class="topbg"><tr><td><a href="../../index.jsp">网站首页</a></td></tr></table><table width=980><tr><td width=200><table class="leftnav">{menu}</table></td><td><table class="winstyle44501" width="100%">{entries}{pager}</table></td></tr></table></body></html>'
    return Layout(
        html,
        urls(f"{SITE}/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1021&wbnewsid={{}}"),
        f"{SITE}/system/site/list.jsp?a44501t=8&a44501p=2&a44501c=15&urltype=tree.TreeTempUrl&wbtreeid=1021",
        f"{SITE}/system/site/{listing}",
    )


def vsb_static() -> Layout:
    """Pages are numbered from the last: the one behind 14.htm is 13.htm, called 4."""
    entries = items(
        lambda n, title: (
            f'<li id="line_u8_{n}"><a href="../../info/1021/{1203 - n}.htm" target="_blank"><span>{day(n)}</span><em>{title}</em></a></li>'
        )
    )
    pager = '<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_pages"><span class="p_first p_fun"><a href="../xxyw.htm">首页</a></span><span class="p_prev p_fun"><a href="15.htm">上页</a></span><span class="p_no"><a href="../xxyw.htm">1</a></span><span class="p_no"><a href="15.htm">2</a></span><span class="p_no_d">3</span><span class="p_no"><a href="13.htm">4</a></span><span class="p_no"><a href="12.htm">5</a></span><span class="p_dot">...</span><span class="p_no"><a href="1.htm">16</a></span><span class="p_next p_fun"><a href="13.htm"><img src=/n.gif></a></span><span class="p_last p_fun"><a href="1.htm">尾页</a></span></span></div>'
    html = f'<html><head><title>学校要闻</title></head><body><div class="nav"><ul><li><a href="../../index.htm">首页</a></li><li><a href="../../xxgk.htm">学校概况</a></li></ul></div><div class="list_right"><div class="dqwz"><a href="../../index.htm">首页</a> &gt; <a href="../xxyw.htm">学校要闻</a></div><div class="list_con"><ul>{entries}</ul>{pager}</div></div></body></html>'
    return Layout(html, urls(f"{SITE}/info/1021/{{}}.htm"), f"{SITE}/xwzx/xxyw/13.htm", f"{SITE}/xwzx/xxyw/14.htm")


def discuz_portal() -> Layout:
    """Each article with its picture, a summary, and the channel's link under it."""
    entries = items(
        lambda n, title: (
            f'<dl class="bbda cl"><dt class="xs2"><a href="portal.php?mod=view&amp;aid={1203 - n}" target="_blank" class="xi2">{title}</a> </dt><dd class="xs2 cl"><div class="atc"><a href="portal.php?mod=view&amp;aid={1203 - n}" target="_blank"><img src="data/attachment/{n}.jpg" alt="{title}" class="tn" /></a></div>{SUMMARY} ...</dd><dd> 分类: <label><a href="portal.php?mod=list&amp;catid={n % 3 + 2}" class="xi2">青禾城事</a></label>&nbsp;&nbsp;<span class="xg1"> 2020-3-{20 - n} 09:41</span> </dd></dl>'
        )
    )
    pager = '<div class="pgs cl"><div class="pg"><strong>1</strong><a href="portal.php?mod=list&amp;catid=1&amp;page=2">2</a><a href="portal.php?mod=list&amp;catid=1&amp;page=3">3</a><label><input type="text" name="custompage" class="px" value="1" /><span title="共 9 页"> / 9 页</span></label><a href="portal.php?mod=list&amp;catid=1&amp;page=2" class="nxt">下一页</a></div></div>'
    hot = "".join(
        f'<li><a href="portal.php?mod=view&amp;aid={n + 60}" title="{title}" target="_blank">{title}</a></li>'
        for n, title in enumerate(HOT[:20])
    )
    html = f'<html><head><title>城事 - 青禾论坛</title></head><body id="nv_portal" class="pg_list"><div id="nv"><ul><li><a href="portal.php" hidefocus="true">门户</a></li><li><a href="forum.php">论坛</a></li></ul></div><div id="wp" class="wp"><div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm">首页</a> <em>&rsaquo;</em><a href="portal.php?mod=list&amp;catid=1">城事</a></div></div><div id="ct" class="ct2 wp cl"><div class="mn"><div class="bm"><div class="bm_h cl"><h1 class="xs2">城事</h1></div><div class="bm_c xld">{entries}</div></div>{pager}</div><div class="sd pph"><div class="bm"><div class="bm_h cl"><h2>热门文章</h2></div><div class="bm_c"><ul class="xl xl1">{hot}</ul></div></div></div></div></div></body></html>'
    return Layout(
        html,
        urls(f"{SITE}/portal.php?mod=view&aid={{}}"),
        f"{SITE}/portal.php?mod=list&catid=1&page=2",
        f"{SITE}/portal.php?mod=list&catid=1",
    )


def wordpress() -> Layout:
    """Articles whose classes differ, tags and comments under each, numbers in a nav."""

    def post(n: int, title: str) -> str:
        kind = (
            "format-standard has-post-thumbnail category-bendi tag-chungeng",
            "format-image category-minsheng",
            "sticky format-standard category-bendi tag-nongye tag-shuili",
        )[n % 3]
        picture = (
            f'<a class="thumb" href="/archives/{1203 - n}"><img src="/wp-content/uploads/{n}.jpg" class="wp-post-image" alt=""></a>'
            if n % 3 != 1
            else ""
        )
        return f'<article id="post-{1203 - n}" class="post-{1203 - n} post type-post status-publish {kind}"><header class="entry-header">{picture}<h2 class="entry-title"><a href="/archives/{1203 - n}" rel="bookmark">{title}</a></h2><div class="entry-meta"><a href="/archives/date/2020/03" rel="bookmark"><time datetime="{day(n)}T09:41:00+08:00">2020年3月{20 - n}日</time></a> <a href="/archives/author/liwen">李文</a></div></header><div class="entry-summary"><p>{SUMMARY} <a href="/archives/{1203 - n}" class="more-link">继续阅读</a></p></div><footer class="entry-footer"><a href="/archives/category/bendi" rel="category tag">本地</a><a href="/archives/tag/chungeng" rel="tag">春耕</a><a href="/archives/{1203 - n}#comments">{n}条评论</a></footer></article>'

    recent = "".join(f'<li><a href="/archives/{n + 60}">{title}</a></li>' for n, title in enumerate(HOT[:10]))
    pager = '<nav class="navigation pagination"><h2 class="screen-reader-text">文章导航</h2><div class="nav-links"><a class="prev page-numbers" href="/archives/category/xinwen/">上页</a><a class="page-numbers" href="/archives/category/xinwen/"><span class="meta-nav">页 </span>1</a><span class="page-numbers current"><span class="meta-nav">页 </span>2</span><a class="page-numbers" href="/archives/category/xinwen/page/3/"><span class="meta-nav">页 </span>3</a><span class="page-numbers dots">…</span><a class="page-numbers" href="/archives/category/xinwen/page/9/">9</a><a class="next page-numbers" href="/archives/category/xinwen/page/3/">下页</a></div></nav>'
    html = f'<html lang="zh-CN"><head><title>新闻 - 青禾记</title></head><body class="archive category"><header class="site-header"><p class="site-title"><a href="/">青禾记</a></p><nav class="main-navigation"><ul><li class="menu-item"><a href="/archives/category/xinwen">新闻</a></li></ul></nav></header><div id="content" class="site-content"><main id="main" class="site-main"><header class="page-header"><h1 class="page-title">分类：新闻</h1></header>{items(post)}{pager}</main></div><aside id="secondary" class="sidebar widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">近期文章</h2><ul>{recent}</ul></section></aside></body></html>'
    return Layout(
        html,
        urls(f"{SITE}/archives/{{}}"),
        f"{SITE}/archives/category/xinwen/page/3/",
        f"{SITE}/archives/category/xinwen/page/2/",
    )


def founder_epaper() -> Layout:
    """One page of a newspaper: its articles, all other pages beside them, the map of a picture, and the page behind it."""
    entries = items(
        lambda n, title: (
            f'<tr><td class="default" valign="top"><img src="../../../d1.gif"></td><td class="default"><a href="content_{1203 + n}.htm?div=-1"><div style="display:inline" id=mp{1203 + n}>{title}</div></a></td></tr>'
        ),
        8,
    )
    pages = "".join(
        f'<tr><td class="default" align="left" nowrap><a id=pageLink href=node_{n + 1}.htm class="black">第{n:02}版：{name}</a></td><td nowrap align="center"><a href="../../../images/2020-03/20/{n:02}/2020032{n}_pdf.pdf"><img src="../../../pdf.gif"></a></td></tr>'
        for n, name in enumerate(
            ("要闻", "综合新闻", "县区新闻与乡镇", "民生关注", "专题：春耕进行时", "文化副刊", "汉水文艺副刊", "广告"),
            1,
        )
    )
    areas = "".join(
        f'<area coords="0,{n},100,{n + 1}" shape="polygon" href="content_{1203 + n}.htm">' for n in range(8)
    )
    html = f'<html><head><title>青禾日报数字报</title></head><body><table width="100%"><tr><td class="px12"><a href="../../../../index.html">返回首页</a> <strong>2020年3月20日 星期五</strong></td></tr></table><table><tr><td><table><tr><td align="left">第02版：<strong>综合新闻</strong></td><td nowrap><a class="preart" href=node_2.htm><img src="../../../d.gif">上一版</a>　<a class="preart" href=node_4.htm>下一版<img src="../../../d1.gif"></a></td></tr></table><map name="pagepicmap">{areas}</map><img src="../../../images/2020-03/20/02/brief.jpg" usemap="#pagepicmap"></td><td><div id="pgn"><table>{pages}</table></div><div id="titleList"><table><tr><td>本版标题导航</td></tr>{entries}</table></div></td></tr></table></body></html>'
    return Layout(
        html,
        [f"{SITE}/html/2020-03/20/content_{1203 + n}.htm?div=-1" for n in range(8)],
        f"{SITE}/html/2020-03/20/node_4.htm",
        f"{SITE}/html/2020-03/20/node_3.htm",
    )


ENGLISH = (
    "Ferry landing to reopen", "Bakery wins prize", "Council passes budget after a long night of talks", "School bus routes change in May",
    "Flood wall: what residents say", "A walk along the old railway", "Market hall gets a new roof", "Hospital hires forty nurses",
)  # fmt: skip


def english_newspaper() -> Layout:
    """Cards with a picture, a kicker and authors; the first is larger; a list of what is most read beside them."""

    def address(n: int, title: str) -> str:
        return f"/news/local/{title.lower().replace(' ', '-').replace(':', '')}-{88120 - n}"

    def card(n: int, title: str) -> str:
        kind = "card card--lead" if n == 0 else "card card--with-image" if n % 2 else "card"
        return f'<article class="{kind}"><a class="card__image" href="{address(n, title)}"><img src="/img/{n}.jpg" alt=""></a><div class="card__body"><a class="card__kicker" href="/topics/{("council", "schools", "river")[n % 3]}">Elbe valley</a><h3 class="card__title"><a href="{address(n, title)}">{title}</a></h3><p class="card__summary">It was a long evening in the town hall, and not all agreed on what to do next.</p><p class="card__byline">By <a href="/people/{("jane-doe", "john-roe", "ann-poe")[n % 3]}">Jane Doe and others</a> <time datetime="2020-03-{20 - n}">{20 - n} March 2020</time></p></div></article>'

    cards = "".join(card(n, title) for n, title in enumerate(ENGLISH))
    most = "".join(
        f'<li><a href="/news/national/most-read-story-number-{n}-which-everybody-knows-{70000 + n}">Most read story number {n} which everybody knows about</a></li>'
        for n in range(10)
    )
    html = f'<html lang="en"><head><title>Local news | The Elbe Courier</title><link rel="next" href="/news/local?page=2"></head><body><header><nav><a href="/">Home</a><a href="/news">News</a><a href="/sport">Sport</a><a href="/subscribe">Subscribe</a></nav></header><main><h1>Local news</h1><div class="card-grid">{cards}</div><nav class="pager"><a href="/news/local?page=2">Older posts</a></nav></main><aside class="most-read"><h2>Most read</h2><ol>{most}</ol></aside><footer><a href="/terms-and-conditions">Terms and conditions</a> <a href="/privacy-and-cookies-policy">Privacy and cookies policy</a></footer></body></html>'
    return Layout(
        html,
        [f"http://courier.example{address(n, title)}" for n, title in enumerate(ENGLISH)],
        "http://courier.example/news/local?page=2",
        "http://courier.example/news/local",
    )


def hot_list_and_friends_longer() -> Layout:
    """Seven articles without dates, beside a longer hot list and a longer list of offices of the same domain."""
    entries = items(lambda n, title: f"<li><a href='/news/show-{1203 - n}.html'>{title}</a></li>", 7)
    hot = "".join(f"<li><a href='/news/show-{n + 60}.html'>{title}</a></li>" for n, title in enumerate(HOT))
    offices = "".join(
        f"<li><a href='http://office{n}.qinghe.example/'>青禾县某某局某某办公室网站{n}</a></li>" for n in range(40)
    )
    html = f"<html><head><title>新闻</title></head><body><div class='top'><a href='/'>首页</a></div><div class='content'><div class='leftbox'><ul class='newslist'>{entries}</ul><div class='pagebar'><a href='list-2.html'>下一页</a></div></div><div class='rightbox'><h3>热点新闻</h3><ul>{hot}</ul></div></div><div class='yqlj'><ul>{offices}</ul></div></body></html>"
    return Layout(
        html, urls(f"{SITE}/news/show-{{}}.html", count=7), f"{SITE}/news/list-2.html", f"{SITE}/news/list-1.html"
    )


def date_column_of_divs() -> Layout:
    """Day and month in two boxes before each title, in rows made of divs that alternate."""
    entries = items(
        lambda n, title: (
            f"<div class='row {'odd' if n % 2 else 'even'}'><div class='col-date'><b>{20 - n:02}</b><i>2020-03</i></div><div class='col-text'><a href='{path(n)}'>{title}</a></div></div>"
        )
    )
    html = f"<html><head><title>新闻</title></head><body><div class='top'><a href='/'>首页</a></div><div class='rows'>{entries}</div><div class='more'><a href='index_1.html'>后一页</a></div></body></html>"
    return Layout(html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/index_1.html")


def two_hosts() -> Layout:
    """Most articles are on another host of the same domain."""
    hosts = [f"http://{'news' if n % 4 else 'www'}.example.com" for n in range(COUNT)]
    entries = items(lambda n, title: f"<li><a href='{hosts[n]}{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    html = f"<html><head><title>新闻</title></head><body><div class='top'><a href='/'>首页</a></div><div class='list'><ul>{entries}</ul></div><div class='fenye'><em>1</em><a href='?p=2'>2</a><a href='?p=3'>3</a></div></body></html>"
    return Layout(
        html,
        [f"{host}{path(n)}" for n, host in enumerate(hosts)],
        "http://www.example.com/xwzx/?p=2",
        "http://www.example.com/xwzx/",
    )


def boxes_of_one_name() -> Layout:
    """The list and what stands beside it are made alike; only their headings and the dates tell them apart."""
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    others = "".join(
        f"<li><a href='/xwzx/201912/t20191211_{n + 60}.html'>{title}</a></li>" for n, title in enumerate(HOT[:15])
    )
    box = "<td valign=top><div class='box'><h3>{}</h3><ul class='list'>{}</ul></div></td>"
    html = f"<html><head><title>新闻</title></head><body><table><tr>{box.format('时政要闻', entries)}{box.format('图片新闻', others)}</tr></table><div class='fenye'><a href='index_1.html'>下一页</a></div></body></html>"
    return Layout(html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/index_1.html")


def open_government() -> Layout:
    """A table with a head, an index and a number of the document beside each title."""
    entries = items(
        lambda n, title: (
            f"<tr><td>{n + 1}</td><td><a href='/zfxxgk/fdzdgknr/202003/t202003{20 - n:02}_{1203 - n}.html' title='{title}'>{title[:9]}{'…' if len(title) > 9 else ''}</a></td><td>青政发〔2020〕{20 - n}号</td><td>{day(n)}</td></tr>"
        )
    )
    tree = "".join(
        f"<li><a href='/zfxxgk/fdzdgknr/{n}/'>{title}</a><ul><li><a href='/zfxxgk/fdzdgknr/{n}/list.html'>规范性文件与解读</a></li></ul></li>"
        for n, title in enumerate(
            (
                "机构职能与领导分工",
                "规划计划与统计信息",
                "行政许可和行政处罚",
                "财政预算决算公开",
                "重大建设项目批准和实施",
            )
        )
    )
    html = f"<html><head><title>信息公开</title></head><body><div class='tree'><ul>{tree}</ul></div><div class='zfgk'><table class='tab'><thead><tr><th>序号</th><th>名称</th><th>文号</th><th>日期</th></tr></thead><tbody>{entries}</tbody></table><div>共 120 条 <a href='javascript:;'>上一页</a> <a href='list_2.html'>下一页</a></div></div></body></html>"
    return Layout(
        html,
        [f"{SITE}/zfxxgk/fdzdgknr/202003/t202003{20 - n:02}_{1203 - n}.html" for n in range(COUNT)],
        f"{SITE}/zfxxgk/fdzdgknr/list_2.html",
        f"{SITE}/zfxxgk/fdzdgknr/list.html",
    )


def media_objects() -> Layout:
    """Picture, title, summary, tags and numbers of readers in boxes of their own; some have no picture."""

    def one(n: int, title: str) -> str:
        picture = (
            f'<div class="media-left"><a href="/detail/{1203 - n}"><img src="/{n}.jpg"></a></div>' if n % 4 else ""
        )
        return f'<div class="media media-{"img" if n % 4 else "text"}">{picture}<div class="media-body"><h4 class="media-heading"><a href="/detail/{1203 - n}">{title}</a></h4><p>{SUMMARY}</p><div class="info"><a href="/tag/{n % 3}">春耕备耕生产</a><span>青禾融媒</span><span>{20 - n} 小时前</span><span>{n}阅读</span></div></div></div>'

    tags = "".join(f'<a href="/tag/{n}">{title[:9]}</a>' for n, title in enumerate(HOT))
    html = f'<html><head><title>新闻</title></head><body><div class="navbar"><a href="/">首页</a></div><div class="row"><div class="col-md-8">{items(one)}<ul class="pagination"><li class="prev disabled"><span>«</span></li><li class="active"><a href="/list/4?page=1">1</a></li><li><a href="/list/4?page=2">2</a></li><li class="next"><a href="/list/4?page=2">»</a></li></ul></div><div class="col-md-4"><div class="panel"><div class="panel-heading">标签</div><div class="panel-body">{tags}</div></div></div></div></body></html>'
    return Layout(html, urls(f"{SITE}/detail/{{}}"), f"{SITE}/list/4?page=2", f"{SITE}/list/4")


def sticky_first() -> Layout:
    """Two lines are kept on top, in bold and in a list of their own class; a mark 新 behind others."""
    entries = items(
        lambda n, title: (
            f"<li{' class=top' if n < 2 else ''}><a href='{path(n)}'>{f'<b>{title}</b>' if n < 2 else title}</a>{'<img src=/new.gif>' if n < 4 else ''}<span>{day(n)[5:]}</span></li>"
        )
    )
    html = f"<html><head><title>新闻</title></head><body><div class='nav'><a href='/'>首页</a></div><div class='w'><ul class='news'>{entries}</ul><div class='p'><b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a></div></div></body></html>"
    return Layout(html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/?page=2", f"{SITE}/xwzx/")


def postback() -> Layout:
    """A pager that sends a form: there is no address of a next page."""
    entries = items(
        lambda n, title: (
            f"<tr><td><a id='GridView1_ctl{n:02}_Link' href='NewsView.aspx?id={1203 - n}'>{title}</a></td><td><span id='GridView1_ctl{n:02}_Date'>{day(n).replace('-', '/')}</span></td></tr>"
        )
    )
    pager = "".join(
        f"<td><a href=\"javascript:__doPostBack('GridView1','Page${n}')\">{n}</a></td>" for n in range(2, 9)
    )
    html = f"<html><head><title>新闻</title></head><body><form id=form1><div id='top'><a href='Default.aspx'>首页</a></div><table id='GridView1'>{entries}<tr><td colspan=2><table><tr><td><span>1</span></td>{pager}</tr></table></td></tr></table></form></body></html>"
    return Layout(html, urls(f"{SITE}/NewsView.aspx?id={{}}"), None, f"{SITE}/NewsList.aspx?type=1")


def gallery() -> Layout:
    """Four pictures a row, the title below each, no dates."""
    entries = items(
        lambda n, title: (
            f"<li><p class=img><a href='/tupian/{1203 - n}.shtml'><img src='/{n}.jpg' alt=''></a></p><p class=tit><a href='/tupian/{1203 - n}.shtml'>{title}</a></p></li>"
        )
    )
    html = f"<html><head><title>图片</title></head><body><div class='nav'><a href='/'>首页</a></div><ul class='pic'>{entries}</ul><div class='fy'><a href='/tupian/index_2.shtml'>下一页</a></div></body></html>"
    return Layout(html, urls(f"{SITE}/tupian/{{}}.shtml"), f"{SITE}/tupian/index_2.shtml", f"{SITE}/tupian/")


def columns_of_a_table() -> Layout:
    """Two articles in each row of a table, some with titles of few characters."""
    titles = (
        "春灌记",
        "老街口的修鞋摊还在",
        "茶山",
        "沙河村的麦田里来了新农机",
        "县医院开通夜间门诊",
        "渡口",
        "城关小学操场改造完工",
        "青禾至秦南班车恢复",
    )
    cells = [f"<td>· <a href='/fukan/{1203 - n}.html'>{title}</a></td>" for n, title in enumerate(titles)]
    rows = "".join(f"<tr>{cells[n]}{cells[n + 1]}</tr>" for n in range(0, 8, 2))
    html = f"<html><head><title>副刊</title></head><body><div class='nav'><a href='/'>首页</a></div><table class='t'>{rows}</table><p><a href='list2.html'>下一页</a></p></body></html>"
    return Layout(html, urls(f"{SITE}/fukan/{{}}.html", count=8), f"{SITE}/fukan/list2.html", f"{SITE}/fukan/")


def dates_inside_links() -> Layout:
    """The link is the whole line, its date included; 上一篇 and 下一篇 are elsewhere."""
    entries = items(
        lambda n, title: (
            f"<li><a href='{path(n)}'><span class='time'>{day(n)}</span><i></i><span class='tit'>{title}</span></a></li>"
        )
    )
    html = f"<html><head><title>新闻</title><base href='http://www.qinghe.example/xwzx/'></head><body><div class='nav'><a href='../'>首页</a></div><div class='wrap'><ul>{entries}</ul></div><div class='page'><a class='pre'>上一页</a><a class='num on'>1</a><a class='num' href='index_1.html'>2</a><a class='next' href='index_1.html'>下一页</a></div></body></html>"
    return Layout(html, [f"{SITE}{path(n)}" for n in range(COUNT)], f"{SITE}/xwzx/index_1.html", f"{SITE}/m/xwzx/")


def english_stories() -> Layout:
    """A lead, a list and promotions of other sections, in an English paper without words in its addresses."""

    def story(n: int, title: str) -> str:
        return f'<li class="{"story story-lead" if n == 0 else "story"}"><a href="/story/{88120 - n}"><img src="/{n}.jpg"><span class="headline">{title}</span></a><span class="ago">{n + 1} hours ago</span></li>'

    stories = "".join(story(n, title) for n, title in enumerate(ENGLISH))
    promo = "".join(
        f'<div class="promo"><h2>{name}</h2><ul>{"".join(f"<li class=teaser><a href=/story/{7000 + 10 * k + n}>Something from {name} that is long enough, part {n}</a></li>" for n in range(4))}</ul></div>'
        for k, name in enumerate(("Sport", "Opinion", "Weather and traffic"))
    )
    html = f'<html lang="en"><head><title>Local</title></head><body><div id="menu"><a href="/">Home</a><a href="/section/local">Local</a></div><div id="river"><ul class="stories">{stories}</ul><a class="more" href="/section/local?offset=8">Next &rsaquo;</a></div><div id="rail">{promo}</div></body></html>'
    return Layout(
        html,
        [f"http://www.courier.example/story/{88120 - n}" for n in range(len(ENGLISH))],
        "http://www.courier.example/section/local?offset=8",
        "http://www.courier.example/section/local",
    )


def first_of_descending_numbers() -> Layout:
    """The first page of a column whose pages are numbered from the last."""
    entries = items(
        lambda n, title: (
            f'<li><a href="info/1021/{1203 - n}.htm"><div class="date"><p>{20 - n:02}</p><span>2020.03</span></div><div class="txt"><h3>{title}</h3><p>{SUMMARY}</p></div></a></li>'
        )
    )
    pager = '<span class="p_pages"><span class="p_no_d">1</span><span class="p_no"><a href="xxyw/15.htm">2</a></span><span class="p_no"><a href="xxyw/14.htm">3</a></span><span class="p_dot">...</span><span class="p_no"><a href="xxyw/1.htm">16</a></span><span class="p_next"><a href="xxyw/15.htm">下页</a></span></span>'
    html = f'<html><head><title>学校要闻</title></head><body><div class="nav"><a href="index.htm">首页</a></div><div class="nei-r"><ul>{entries}</ul><div class="pb_sys_common">{pager}</div></div></body></html>'
    return Layout(html, urls(f"{SITE}/info/1021/{{}}.htm"), f"{SITE}/xxyw/15.htm", f"{SITE}/xxyw.htm")


def lead_above_the_list() -> Layout:
    """The newest article stands above the list with its summary."""
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>").split("\n")
    lead = f"<div class=headline><h2><a href='{path(0)}'>{TITLES[0]}</a></h2><p>{SUMMARY}<a href='{path(0)}'>[详细]</a></p></div>"
    return Layout(
        frame(f"{lead}<ul class=list>{''.join(entries[1:])}</ul><a href=index_1.html>下一页</a>"),
        found(),
        f"{SITE}/xwzx/index_1.html",
    )


def two_lists_with_dates() -> Layout:
    """Another channel's list of longer titles, with dates too, beside the list."""
    entries = items(lambda n, title: f"<li><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>")
    others = "".join(
        f"<li><a href='/tzgg/202003/t2020031{n}_{n + 60}.html'>{title}</a><span>2020-03-1{n}</span></li>"
        for n, title in enumerate(HOT[:8])
    )
    return Layout(
        frame(
            f"<div class=lm_l><div class=tt>时政要闻</div><ul class=list>{entries}</ul><div class=fy><a href=index_1.html>下一页</a></div></div><div class=lm_r><div class=tt>通知公告</div><ul class=list2>{others}</ul></div>"
        ),
        found(),
        f"{SITE}/xwzx/index_1.html",
    )


def offices_before_titles() -> Layout:
    """The office that each article is from, linked in many words before the title."""
    entries = items(
        lambda n, title: (
            f"<li><a href='/dept/{n % 4 + 12}/'>[青禾县农业农村局办公室]</a><a href='{path(n)}'>{title}</a><span>{day(n)}</span></li>"
        )
    )
    return Layout(
        frame(f"<ul class=list>{entries}</ul><a href=index_1.html>下一页</a>"), found(), f"{SITE}/xwzx/index_1.html"
    )


def english_wordpress() -> Layout:
    """Articles in an English WordPress, whose words stand in their addresses, each linked three times."""
    addresses = [
        f"http://courier.example/2020/03/{20 - n}/{title.lower().replace(' ', '-').replace(':', '')}/"
        for n, title in enumerate(ENGLISH)
    ]
    entries = "".join(
        f'<article id="post-{n}" class="post-{n} post category-{n % 3}"><header class="entry-header"><h2 class="entry-title"><a href="{addresses[n]}" rel="bookmark">{title}</a></h2><div class="entry-meta"><a href="{addresses[n]}"><time>March {20 - n}, 2020</time></a> by <a href="/author/jane/">Jane Doe of the Courier</a></div></header><p>It was long. <a href="{addresses[n]}#more">Continue reading {title}</a></p></article>'
        for n, title in enumerate(ENGLISH)
    )
    side = "".join(
        f'<li><a href="/2019/0{n + 1}/0{n + 1}/some-older-story-number-{n}-which-is-long/">Some older story number {n} which is rather long</a></li>'
        for n in range(9)
    )
    return Layout(
        f'<html lang=en><head><title>C</title></head><body class="home blog"><div id=page><div id=primary class=content-area><main>{entries}<nav class="navigation posts-navigation"><div class=nav-previous><a href="http://courier.example/page/2/">Older posts</a></div></nav></main></div><div id=secondary class="widget-area"><section class="widget"><h2>Recent Posts</h2><ul>{side}</ul></section></div></div></body></html>',
        addresses,
        "http://courier.example/page/2/",
        "http://courier.example/",
    )


def bare_paragraphs() -> Layout:
    """Paragraphs without any class, days without years."""
    entries = items(
        lambda n, title: (
            f"<p><a href='{1203 - n}.shtml'>{title}</a> <font color=gray>({day(n)[5:].replace('-', '月')}日)</font></p>"
        )
    )
    return Layout(
        f"<html><head><title>新闻</title></head><body><center><a href=/>首页</a>|<a href=/gov/>政务</a></center>{entries}<p align=center>[1] <a href=list2.shtml>[2]</a> <a href=list3.shtml>[3]</a></p></body></html>",
        [f"{SITE}/xwzx/{1203 - n}.shtml" for n in range(12)],
        f"{SITE}/xwzx/list2.shtml",
        f"{SITE}/xwzx/list.shtml",
    )


def jeecms() -> Layout:
    """A pager that a script turns, numbered links beside it."""
    entries = items(
        lambda n, title: (
            f"<li><span class='fr'>{day(n)}</span><a href='http://www.qinghe.example/xwzx/{1203 - n}.jhtml' title='{title}' style='color:red'>{title[:6]}..</a></li>"
        )
    )
    side = "".join(
        f"<li><em>{n}</em><a href='http://www.qinghe.example/ms/{n + 60}.jhtml' title='{title}'>{title[:10]}..</a></li>"
        for n, title in enumerate(HOT[:15])
    )
    return Layout(
        f"<html><head><title>新闻</title></head><body><div class=w><div class=l3><div class=sort>当前位置：<a href=/>首页</a></div><ul class=list1>{entries}</ul><div class=pagebar><div>共 99 条记录 1/9 页 首页 上一页 <a href=\"javascript:void(0)\" onclick=\"location.href='index_2.jhtml'\">下一页</a> <a href='index_2.jhtml'>2</a> <a href='index_3.jhtml'>3</a></div></div></div><div class=l2><h1>排行榜</h1><ul class=topul>{side}</ul></div></div></body></html>",
        urls(f"{SITE}/xwzx/{{}}.jhtml"),
        f"{SITE}/xwzx/index_2.jhtml",
        f"{SITE}/xwzx/index.jhtml",
    )


def videos() -> Layout:
    """Lengths of films and numbers of viewers where dates could be."""
    entries = items(
        lambda n, title: (
            f"<div class='v-item v{n}'><a class=cover href='/v/{1203 - n}.html'><img src=/{n}.jpg><i>03:2{n % 10}</i></a><a class=name href='/v/{1203 - n}.html'>{title}</a><span class=num>{n}万次播放</span></div>"
        )
    )
    return Layout(
        frame(f"<div class=vlist>{entries}</div><div class=pg><a class=n href='/v/list-2.html'>下一页</a></div>"),
        urls(f"{SITE}/v/{{}}.html"),
        f"{SITE}/v/list-2.html",
        f"{SITE}/v/",
    )


def a_table_for_each_article() -> Layout:
    """A table for each article, its day and month apart in a cell."""
    entries = items(
        lambda n, title: (
            f"<table width=100%><tr><td rowspan=2 class=d>{20 - n:02}<br>2020-03</td><td class=t><a href='{path(n)}'>{title}</a></td></tr><tr><td class=s>{SUMMARY}</td></tr></table>"
        )
    )
    return Layout(
        frame(f"<div>{entries}</div><div align=center><a href=index_1.html>下一页</a></div>"),
        found(),
        f"{SITE}/xwzx/index_1.html",
    )


SYSTEMS = [
    dedecms, empirecms, phpcms, trs_wcm, trs_wcm_in_blocks, hanweb_jcms, hanweb_data, webplus, vsb_dynamic, vsb_static, discuz_portal, wordpress,
    founder_epaper, english_newspaper, hot_list_and_friends_longer, date_column_of_divs, two_hosts,
    boxes_of_one_name, open_government, media_objects, sticky_first, postback, gallery, columns_of_a_table, dates_inside_links, english_stories,
    first_of_descending_numbers,
    lead_above_the_list, two_lists_with_dates, offices_before_titles, english_wordpress, bare_paragraphs, jeecms, videos, a_table_for_each_article,
]  # fmt: skip
