"""E-mail domains under which anybody can have an address; they say nothing about where a person works."""

_FREE = """
gmail.com googlemail.com icloud.com me.com mac.com aol.com msn.com passport.com ymail.com rocketmail.com web.de t-online.de
freenet.de arcor.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm zoho.com
mail.com email.com hey.com duck.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it alice.it tiscali.it
wp.pl o2.pl interia.pl onet.pl seznam.cz centrum.cz inbox.lv inbox.lt one.lv mail.ee abv.bg ukr.net mail.ru bk.ru list.ru
inbox.ru rambler.ru ya.ru qq.com foxmail.com 163.com 126.com sina.com sohu.com yeah.net naver.com daum.net hanmail.net nate.com
docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com uol.com.br bol.com.br terra.com.br ig.com.br bluewin.ch telenet.be
skynet.be ziggo.nl kpnmail.nl btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net comcast.net verizon.net att.net
sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net shaw.ca rogers.com bigpond.com optusnet.com.au
users.noreply.github.com privaterelay.appleid.com mail.example post.example inbox.example
"""
FREE_MAIL = frozenset(_FREE.split())
"""Domains under which anybody can have an address; they say nothing about where a person works."""
FREE_MAIL_BRANDS = frozenset({"yahoo", "hotmail", "outlook", "live", "gmx", "yandex"})
"""The same under many countries: yahoo.co.uk, hotmail.fr."""


def is_free_mail(domain: str) -> bool:
    """Say whether anybody can have an address under a domain."""
    labels = domain.split(".")
    return domain in FREE_MAIL or (len(labels) <= 3 and labels[0] in FREE_MAIL_BRANDS)
