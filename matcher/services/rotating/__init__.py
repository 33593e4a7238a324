"""A jobrotation case from the company's idea to the closed case.

Who may see and change what is decided here, for the page and the API alike: staff all of it, a
company its own case, and of it employees, courses and documents until it has been applied for.
"""
