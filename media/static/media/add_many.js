// Wagtail's form has no place for a field of ours: what stands in it goes out with each file.
document.querySelector(".drop-zone form").append(document.querySelector("[data-media-facsimile]"));
