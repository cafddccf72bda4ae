"""The flows of people: who comes, who leaves, who stays."""
