var e;window.ScoreProgress=(e=function(){addEventListener("pageshow",e=>{e.persisted&&location.reload()})},function(o,n){e(n.jquery&&n[0])});
