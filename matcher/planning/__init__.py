"""What is solved exactly: upskilling paths, placement rounds, jobrotation cover.

Pure: values in, a plan or the reasons why there is none out. May import the rules' calendar, the
vocabulary and solvers; neither the store nor anything that shows or remembers.
"""
