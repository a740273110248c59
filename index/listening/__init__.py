"""Hearing where an author gives others' words: a small model beside the bundled encoder, fitted on labelled texts."""
