/// Where the value of an option comes from: command line, environment, configuration file or
/// default. What the values mean is for [com.unifiedbx.pbx.instance.Options] to know.
@NullMarked
package com.unifiedbx.pbx.instance.options;

import org.jspecify.annotations.NullMarked;
