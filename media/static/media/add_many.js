// Wagtail's form cannot contain our field: its value is added to each upload.
document.querySelector(".drop-zone form").append(document.querySelector("[data-media-facsimile]"));
