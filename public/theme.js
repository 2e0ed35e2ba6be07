// Sets the theme and density before the first paint. A file of its own, because the server's policy allows no inline
// script.
(function () {
  var stored = function (key) { try { return localStorage.getItem(key); } catch { return null; } };
  var theme = stored('oc.theme');
  var dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (theme !== 'light' && theme !== 'dark') theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  var density = stored('oc.density');
  if (density === 'compact' || density === 'comfortable') document.documentElement.dataset.density = density;
})();
