// What the builder's script does: the section has one width, and the screen another.
const fit = () => {
  const scale = Math.min(1, document.documentElement.clientWidth / 960);
  document.querySelector(".ladi-container").style.transform = `scale(${scale})`;
};
addEventListener("resize", fit);
fit();
