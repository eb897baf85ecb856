"""Reading a page of HTML in tests."""

import re

from bs4 import BeautifulSoup, Tag


def page_of(response) -> Tag:
    """The page in a response that must be fine."""
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "lxml").html


def text_of(element: Tag) -> str:
    """What a reader sees of an element, its white space collapsed."""
    return re.sub(r"\s+", " ", element.get_text()).strip()
