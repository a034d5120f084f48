// The picker would write today's date over whatever it cannot read when the field is left.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
