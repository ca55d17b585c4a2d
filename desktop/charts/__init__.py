"""Drawings that know Matplotlib and nothing of Qt or SQL."""
