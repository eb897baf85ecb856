/* The globals of an LMS page that core blocks expect beside jQuery: as much of each as they call. */
(function ($) {
  "use strict";

  const csrfToken = function () {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  };
  $.ajaxPrefilter(function (options, original, request) {
    if (!options.crossDomain) request.setRequestHeader("X-CSRFToken", csrfToken());
  });
  $.postWithPrefix = $.post;
  $.getWithPrefix = $.get;
  $.ajaxWithPrefix = $.ajax;

  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "`": "&#x60;" };
  window._ = {
    escape: function (text) {
      return text === null || text === undefined ? "" : String(text).replace(/[&<>"'`]/g, (sign) => ENTITIES[sign]);
    },
    bind: function (method, self) { return method.bind(self); },
    mapObject: function (object, change) {
      return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key, object)]));
    },
    extend: Object.assign,
  };

  window.gettext = function (text) { return text; };
  window.ngettext = function (one, many, count) { return count === 1 ? one : many; };
  window.Logger = { log: function () {}, listen: function () {} };
  window.edx = {
    StringUtils: {
      interpolate: function (text, values) {
        return text.replace(/{\w+}/g, (name) => String(values[name.slice(1, -1)]));
      },
    },
    HtmlUtils: { setHtml: function (element, html) { return $(element).html(String(html)); } },
  };
  window.SR = window.sr = {
    readText: function () {}, readTexts: function () {}, clear: function () {},
  };
  window.globalTooltipManager = { openTooltip: function () {}, hide: function () {} };
})(window.jQuery);
