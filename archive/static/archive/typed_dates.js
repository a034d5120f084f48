// The picker would overwrite unreadable input with today's date when the field loses focus.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

// Nor does it stay above what comes next while a day is typed and not picked.
document.addEventListener("input", ({ target }) => {
  if (jQuery(target).data("xdsoft_datetimepicker")) jQuery(target).datetimepicker("hide");
});
