// The picker would overwrite unreadable input with today's date when the field loses focus.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
