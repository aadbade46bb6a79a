// Light or dark: as the system, until somebody says otherwise.

const THEMES = ["as the system", "light", "dark"];
let theme = 0;

at("theme").addEventListener("click", () => {
  theme = (theme + 1) % THEMES.length;
  if (theme) document.documentElement.dataset.theme = THEMES[theme];
  else delete document.documentElement.dataset.theme;
  at("theme").textContent = `Theme: ${THEMES[theme]}`;
});
