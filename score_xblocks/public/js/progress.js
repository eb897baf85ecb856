(()=>{var o=t=>function(e,i,a){t({runtime:e,element:i.jquery?i[0]:i,data:a||{}})};function r(){addEventListener("pageshow",t=>{t.persisted&&location.reload()})}window.ScoreProgress=o(r);})();
