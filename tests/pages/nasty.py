"""Texts that people may type, by mistake or by malice."""

SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\"></textarea><svg onload=alert(1)>",
    "</title></style></script><b>bold</b>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% csrf_token %}",
    "&lt;b&gt; &amp; &#x27;",
    "<!-- --><![CDATA[x]]>",
]
FORMULAS = [
    "=1+1",
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "+62 812 3456",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "a;=1+1",
    "a\n=1+1",
    "a\t@SUM(1)",
]
LETTERS = [
    "Größe, naïve, čaj, 日本語",
    "עברית \u202eهذا نص\u202c",
    "👩🏽‍🏭🔧 ok",
    "line one\nline two\n\nline four",
    "a,b;c\"d'e|f",
    "_x0041_ \x01\x1f end",
    "x" * 10_000,
    "0012",
    "1e309",
    "TRUE",
    "12/11",
]
CORPUS = [*SCRIPTS, *FORMULAS, *LETTERS]
