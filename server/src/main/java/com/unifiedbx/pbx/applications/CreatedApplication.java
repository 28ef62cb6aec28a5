package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Secret;

/// An application with the secret that exists in the clear only now.
public record CreatedApplication(Application application, Secret secret) {}
