(() => {
  const page = document.documentElement, box = document.getElementById("find");
  if (!box) return;
  page.classList.add("live");
  const rows = [...document.querySelectorAll("tr[data-t]")].map(row => [row, row.textContent.toLowerCase()]);
  for (const line of document.querySelectorAll(".cells")) {
    [...line.children].forEach((cell, i) => {
      const id = `${line.dataset.of}c`, row = document.getElementById(id + i) ?? document.getElementById(id);
      const [name, verdict] = row.children;
      cell.title = `${verdict.textContent}: ${name.textContent}`;
      cell.addEventListener("click", () => { location.hash = row.id; });
    });
  }
  const tables = [...document.querySelectorAll("section.found")];
  const ticked = name => [...document.querySelectorAll(`input[name=${name}]:checked`)].map(input => input.value);
  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean), tiers = ticked("tier"), open = ticked("open").length;
    let seen = 0;
    for (const [row, text] of rows) {
      const fits = tiers.includes(row.dataset.t) && (!open || row.classList.contains("open"));
      const where = row.closest("section.found")?.querySelector("h3").textContent.toLowerCase() ?? "";
      row.hidden = !(fits && words.every(word => text.includes(word) || where.includes(word)));
      seen += !row.hidden;
    }
    for (const table of tables) table.hidden = !table.querySelector("tr[data-t]:not([hidden])");
    document.getElementById("seen").textContent = `${seen} / ${rows.length}`;
  };
  const reveal = () => {
    const part = document.getElementById(location.hash.slice(1));
    part?.querySelector(":scope > td > details")?.toggleAttribute("open", true);
  };
  document.getElementById("filter").addEventListener("input", show);
  document.getElementById("filter").addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", reveal);
  addEventListener("keydown", event => {
    if (event.key === "/" && !event.target.matches("input")) { event.preventDefault(); box.focus(); }
  });
  show();
  reveal();
})();
