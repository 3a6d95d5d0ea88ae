"""Parameters of an address that say how a reader came or how the page looks, never what is read."""

from __future__ import annotations

import re

__all__ = ["without_tracking"]

# No "id" of any kind, no "page", "code", "key", "type" or "channel": somewhere each of them names an article or a list.
TRACKING = frozenset(
    """
    spm scm spm_id_from from_spmid from_source from_wecom wxfrom wfr nsukey isappinstalled share sharer sharefrom shareuid
    sharer_shareid sharer_sharetime wxshare_count tt_from tt_medium tt_content tt_campaign tt_group clicktime enterid ascene
    pass_ticket exportkey wx_header vd_source bsource unique_k is_story_h5 buvid tdsourcetag qq-pf-to adtag aduin adsession
    adpubno ptlang bd_vid bdchannel ivk_sa hmsr hmpl hmcu hmkw hmci _zbs_baidu_bk sudaref rfunc _wv refluxos _refluxos
    fbclid gclid gclsrc dclid gbraid wbraid yclid ymclid ysclid msclkid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid
    mkt_tok _hsenc _hsmi hsctatracking vero_id vero_conv oly_anon_id oly_enc_id s_cid s_kwcid _openstat _ga _gl _gac
    refsrc ref_src ref_url referrer referer cmpid xtor ftcamp ftag trkcampaign spjobid spmailingid spuserid spreportid epik
    fb_action_ids fb_action_types fb_source fb_ref action_object_map action_type_map action_ref_map __tn__
    __twitter_impression guccounter guce_referrer guce_referrer_sig soc_src soc_trk mbid rb_clickid dicbo
    _branch_match_id _branch_referrer smid_source
    phpsessid jsessionid sessionid session_id sessid aspsession asp.net_sessionid zenid oscsid cftoken
    timestamp _t nocache no_cache cachebuster
    btwaf wzwscspd wzwschallenge wzwsinfos wzwsconfirm wzwstemplate webshieldsessionverify webshielddrsessionverify
    security_verify_data security_session_verify u_atoken u_asession u_asig
    printable printpreview amp_js_v amp_gsa
    """.split()
)
FAMILIES = (
    "utm_", "share_", "aspsessionid", "hsa_", "mtm_", "matomo_", "pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content",
    "ga_", "at_medium", "at_campaign", "at_custom", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "elqtrack", "af_", "adjust_", "__cf_chl_",
)  # fmt: skip
MEDIA = re.compile(
    r"weixin|wechat|wx|weibo|sina|qq|qzone|timeline|singlemessage|groupmessage|toutiao|douyin|baidu|sogou|bing|google|"
    r"rss|feed|share|facebook|twitter|telegram|whatsapp|dingtalk|copylink",
    re.IGNORECASE,
)
YES = re.compile(r"|1|true|yes|y|on", re.IGNORECASE)
CHANCE = re.compile(r"[\d.]+")
# Noise only with certain values. What begins with a digit after "from" is a place in a list, or a day.
BY_VALUE = {
    "from": re.compile(r"(?!\d).*", re.DOTALL),
    "for": re.compile("pc", re.IGNORECASE),
    **dict.fromkeys(("source", "src", "ref", "refer", "fr", "via", "form"), MEDIA),
    **dict.fromkeys(("_", "rnd", "rand", "random", "_dc", "_rnd"), CHANCE),
    **dict.fromkeys(("print", "amp"), YES),
    **dict.fromkeys(("view", "mode", "format", "output", "outputtype"), re.compile("print|amp", re.IGNORECASE)),
}


def without_tracking(query: str) -> str:
    """The query string without what says nothing of the article; the rest untouched and in its order.

    >>> without_tracking("id=3&utm_source=wx&from=timeline&page=2&print=1")
    'id=3&page=2'
    """
    return "&".join([pair for pair in query.split("&") if pair and not _is_noise(pair)])


def _is_noise(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower().removeprefix("amp;")  # an ampersand that was escaped twice
    if name in TRACKING or name.startswith(FAMILIES):
        return True
    return name in BY_VALUE and BY_VALUE[name].fullmatch(value) is not None
