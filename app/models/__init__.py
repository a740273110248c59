"""Language models that the admin has chosen: how one is set, opened, asked and watched. None is needed to quote."""
