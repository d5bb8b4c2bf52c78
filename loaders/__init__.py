"""From files to letters, mentions and statements."""
